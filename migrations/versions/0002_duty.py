"""Who is on duty, who is told outside, whose sound is paused, and the serial of a monitor."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_duty")),
    )
    op.create_table(
        "notifications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("alarm", sa.Text(), nullable=False),
        sa.Column("called_at", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'sent', 'failed', 'given_up')", name=op.f("ck_notifications_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint(
            "alarm",
            "called_at",
            "step",
            "channel",
            "target",
            name=op.f("uq_notifications_alarm_called_at_step_channel_target"),
        ),
    )
    op.create_index("ix_notifications_next_at", "notifications", ["next_at"])
    op.create_index("ix_notifications_at", "notifications", ["at"])
    op.create_table(
        "audio_pauses",
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("beds", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("from_wall", sa.Integer(), nullable=False),
        sa.Column("until_wall", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("station", name=op.f("pk_audio_pauses")),
    )
    op.add_column("monitors", sa.Column("serial", sa.Text(), nullable=True))
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER duty_no_{action.lower()} BEFORE {action} ON duty "
            "BEGIN SELECT RAISE(ABORT, 'duty is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER directory_duty_insert AFTER INSERT ON duty "
        "BEGIN UPDATE directory SET version = version + 1; END"
    )


def downgrade() -> None:
    raise RuntimeError("the record log is never taken back: restore a backup instead")
