"""The archive: what Stet keeps, and how it is kept (the bottom layer)."""
