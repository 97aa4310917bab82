"""What is of the kind asked for in a sentence: a cause, a length or a width, a district."""
