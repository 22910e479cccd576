"""Where somebody slept, period after period."""
