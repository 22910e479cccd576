"""One file that holds everything but the keys: database, encrypted files, media of the public site."""
