"""A table of answers as files: for a spreadsheet, and drawn."""
