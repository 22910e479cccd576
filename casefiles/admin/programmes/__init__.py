"""Coordination's own screens: what makes a programme, one part at a time, without a developer."""
