"""Filled spreadsheets in the staff area: dropped, previewed line by line, received; and the templates."""
