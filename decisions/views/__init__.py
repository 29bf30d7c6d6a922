"""Pages that only read: the public portal. Pages that act stand in ``workflows/views``."""
