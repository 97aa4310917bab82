"""How facts are put in words, in both faces."""
