"""What screens get, and when: the hub and the outbox without a socket."""
