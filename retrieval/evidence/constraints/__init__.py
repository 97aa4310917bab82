"""What a question demands, held against the passage that would answer it: met, contradicted, or silent."""
