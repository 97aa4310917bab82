"""Plain text, Markdown and delimited tables."""
