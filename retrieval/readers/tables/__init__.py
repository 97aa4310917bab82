"""Rows of tables as statements with their headers."""
