"""What a text says in a form that can be matched: folded characters, words, names, sentences. The text
itself is never changed."""
