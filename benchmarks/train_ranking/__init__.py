"""Learning how candidates are ranked, and how sure an answer is."""
