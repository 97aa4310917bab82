"""Pictures of pages: recognition and what it may have got wrong."""
