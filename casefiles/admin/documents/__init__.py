"""The papers of a file: kept, looked at, corrected; and the letters that the service writes."""
