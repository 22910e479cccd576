"""Tables on their way out: an iterator of rows in, one of bytes out, nothing held in memory or on disk."""
