"""The one truth, in SQLite or PostgreSQL: documents, passages, citations and where each stands."""
