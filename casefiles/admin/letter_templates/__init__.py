"""The templates of letters, on Wagtail's own screens."""
