"""What is derived from the truth and searched: the full-text index, the vectors, term
weights; each generation of them."""
