"""What this room refuses.

Refusal
├── ChannelNotConfigured   (channel_not_configured)
└── NoAddress              (no_address)
"""

from app.domain.errors import Refusal


class ChannelNotConfigured(Refusal):
    code = "channel_not_configured"

    def __init__(self, channel: str) -> None:
        self.channel = channel
        super().__init__(f"{channel} is not set up on this server")


class NoAddress(Refusal):
    code = "no_address"

    def __init__(self) -> None:
        super().__init__("an e-mail needs an address: to")
