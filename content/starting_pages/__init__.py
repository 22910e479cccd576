"""The words the public site starts with. Staff change them in the page editor."""
