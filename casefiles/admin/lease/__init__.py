"""The sliding lease of a file on its own page, drawn and told."""
