"""What all messages to screens and HTTP clients have in common."""

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """Base of everything sent: no unknown fields, no NaN or Infinity."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
