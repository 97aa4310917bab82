"""Articles cut into passages, and passages into the windows that are encoded."""
