"""Who stands around the person, and where one sent her."""
