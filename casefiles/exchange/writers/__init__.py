"""Tables on their way out: an iterator of rows in, an iterator of bytes out, nothing held in memory or on disk."""
