"""Of whom a sentence speaks: the body or place asked for, or another of its kind."""
