"""A service outside gets a PDF of parts of a file, by a link and a code."""
