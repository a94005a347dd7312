"""HTTP routes, the screen socket, the pages' files."""
