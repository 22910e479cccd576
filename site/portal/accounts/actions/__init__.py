"""What changes an account. Screens, commands, demo data and tests all come through here."""
