"""The network around the person: its page, its drawing, its forms."""
