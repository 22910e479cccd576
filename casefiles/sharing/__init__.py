"""What a partner service reads of a file."""
