"""The clinical protocol files and their loader."""
