"""Learning which stretch of a sentence is the short answer."""
