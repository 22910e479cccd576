"""The sliding lease, from the sub-lease to the home that is kept."""
