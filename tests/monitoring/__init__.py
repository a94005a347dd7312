"""From a frame off the socket to what is released: clocks stand until they are moved."""
