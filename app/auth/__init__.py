"""Who is asking, and what that person or token may do."""
