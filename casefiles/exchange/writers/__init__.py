"""Workbooks of this room: the empty one to fill, and the rows to mend."""
