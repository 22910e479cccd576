"""Everything that happened in a file, on one line of time. One module per noun says how it is told."""
