"""The way from the street to a home: its drawing, its words, and the count of one night."""
