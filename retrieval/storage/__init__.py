"""The one truth, in SQLite: documents, passages, citations and where each stands."""
