"""PDF: characters to lines, lines to pages."""
