"""The offices that people hold: as they are written, whose they are, who holds them, and what English calls them."""
