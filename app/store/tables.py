"""Every table. The record log is the truth; what is marked *derived* can be made anew from it.

Instants are ms since the Unix epoch UTC.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- the record log -------------------------------------------------------------------------

# One chain of records: a session, the time of a bed between sessions, or the server itself.
logs = Table(
    "logs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # session id, or "<bed or server>~<k>"
    Column("kind", Text, nullable=False),
    Column("bed", Text),
    Column("header", Text, nullable=False),  # the first line of an export
    Column("opened_at", Integer, nullable=False),
    Column("closed_at", Integer),
    CheckConstraint("kind IN ('session', 'bed', 'monitor', 'server')", name="kind"),
)

# Append-only (triggers refuse UPDATE and DELETE). `body` is the record's line up to its hash.
records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("log", Integer, ForeignKey("logs.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("boot", Integer, ForeignKey("boots.id")),
    Column("seq", Integer),
    UniqueConstraint("log", "n"),
    # "A repeat is stored once" is the database's promise, not only ours.
    Index("uq_records_boot_seq", "boot", "seq", unique=True, sqlite_where=text("seq IS NOT NULL")),
)

# Identity and free text, of which the chained record holds only a salted commitment.
private = Table(
    "private",
    metadata,
    Column("log", Integer, ForeignKey("logs.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

# One power-on of a monitor; everything up to `acked` is on disk, rejected or a gap.
boots = Table(
    "boots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("monitor", Text, nullable=False),
    Column("boot", Text, nullable=False),
    Column("first_at", Integer, nullable=False),
    Column("acked", Integer, nullable=False),
    UniqueConstraint("monitor", "boot"),
)

# What could not be taken in, kept aside with its raw text and the reason.
rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("monitor", Text, nullable=False),
    Column("boot", Integer, ForeignKey("boots.id")),
    Column("seq", Integer),
    Column("at", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Index("ix_rejects_boot_seq", "boot", "seq"),
)

# --- derived ----------------------------------------------------------------------------------

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("log", Integer, ForeignKey("logs.id"), nullable=False),
    Column("bed", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("simulated", Integer, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("ended_at", Integer),
    Column("state", Text, nullable=False),  # JSON as shown, without identity
    # One running session a bed, whatever the program believes.
    Index("uq_sessions_open_bed", "bed", unique=True, sqlite_where=text("ended_at IS NULL")),
    Index("ix_sessions_created_at", "created_at"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Text, primary_key=True),
    Column("log", Integer, ForeignKey("logs.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("condition", Text, nullable=False),
    Column("onset", Integer, nullable=False),
    Column("body", Text, nullable=False),  # JSON of the alarm after its last transition
    Index("ix_alarms_log", "log"),
)

# One minute of one vital of one log, packed.
chunks = Table(
    "chunks",
    metadata,
    Column("log", Integer, ForeignKey("logs.id"), primary_key=True),
    Column("minute", Integer, primary_key=True),
    Column("vital", Text, primary_key=True),
    Column("blob", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# --- the clinic -------------------------------------------------------------------------------

beds = Table(
    "beds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("created_at", Integer, nullable=False),
)

monitors = Table(
    "monitors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("created_at", Integer, nullable=False),
    Column("revoked_at", Integer),
    Column("serial", Text),  # of the device that was paired; null: none was said yet
)

bindings = Table(
    "bindings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("monitor", Text, ForeignKey("monitors.id"), nullable=False),
    Column("bed", Text, ForeignKey("beds.id"), nullable=False),
    Column("from_at", Integer, nullable=False),
    Column("to_at", Integer),
    Index("uq_bindings_open_monitor", "monitor", unique=True, sqlite_where=text("to_at IS NULL")),
    Index("uq_bindings_open_bed", "bed", unique=True, sqlite_where=text("to_at IS NULL")),
)

# A counter that triggers raise whenever beds, monitors, bindings, users, tokens or duty change, so
# that a running server sees it, also when the command line did it.
directory = Table(
    "directory",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# --- people -----------------------------------------------------------------------------------

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("password_at", Integer, nullable=False),
    Column("disabled_at", Integer),
)

# Who is called at each step of an escalation: append-only, the newest row counts. `body` is JSON.
duty = Table(
    "duty",
    metadata,
    Column("revision", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# API and wall tokens; only their SHA-256 is kept.
tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("created_at", Integer, nullable=False),
    Column("expires_at", Integer),
    Column("revoked_at", Integer),
)

# A browser signed in, as a person or with a token; only the cookie's SHA-256 is kept.
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("user", Text, ForeignKey("users.name")),
    Column("token", Text, ForeignKey("tokens.id")),
    Column("created_at", Integer, nullable=False),
    Column("seen_at", Integer, nullable=False),
    Column("ended_at", Integer),
    CheckConstraint("(user IS NULL) <> (token IS NULL)", name="user_or_token"),
)

# --- being told -------------------------------------------------------------------------------

# What is told to people outside. `called_at` is when the step was reached: once a call, step,
# channel and target, however often the server restarts; `id` is made of these. `message` is JSON,
# written once, so that repeats say the same. `at` and `next_at` are real time.
notifications = Table(
    "notifications",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("alarm", Text, nullable=False),
    Column("called_at", Integer, nullable=False),
    Column("step", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Integer),
    Column("detail", Text),
    UniqueConstraint("alarm", "called_at", "step", "channel", "target"),
    CheckConstraint("state IN ('queued', 'sent', 'failed', 'given_up')", name="state"),
    Index("ix_notifications_next_at", "next_at"),
    Index("ix_notifications_at", "at"),
)

# Stations whose sound is paused, until a wall-clock instant; `beds` is JSON, null for all of them.
audio_pauses = Table(
    "audio_pauses",
    metadata,
    Column("station", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("beds", Text),
    Column("by", Text, nullable=False),
    Column("from_wall", Integer, nullable=False),
    Column("until_wall", Integer, nullable=False),
)

# --- requests and their traces ----------------------------------------------------------------

# Answers to requests that carried a key, so that a retry never acts twice.
idempotency = Table(
    "idempotency",
    metadata,
    Column("principal", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Integer, nullable=False),
    sqlite_with_rowid=False,
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
