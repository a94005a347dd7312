"""Signs that the repository keeps its word: set-up, documents, tree, container."""
