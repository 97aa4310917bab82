"""Learning which part of a sentence is the short answer."""
