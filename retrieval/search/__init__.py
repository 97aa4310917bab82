"""Candidates for an answer: both legs searched, filters, near duplicates."""
