"""What `make` calls: serve, test, lint. Standard library only, since it runs before anything is installed."""
