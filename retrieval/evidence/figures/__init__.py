"""Which figure of a sentence is the one asked for, and how much of it belongs to the answer."""
