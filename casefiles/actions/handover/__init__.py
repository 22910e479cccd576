"""A file goes from one case manager to another, with the notes that were ticked."""
