"""Institutions and works by all that tells them from their like: a hospital by its number, a school by its place."""
