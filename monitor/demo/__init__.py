"""A small newsroom on this machine whose articles change, and the run of the service on it."""
