"""Columns taken in the wrong order, put right."""
