"""What is owed and how it is paid back, computed: plain Python, no database and no Django."""
