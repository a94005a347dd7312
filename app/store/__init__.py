"""What is durable: the only package that knows SQLAlchemy and SQL."""
