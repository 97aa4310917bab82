"""What a question asks: its words and quantities, the kind of answer, the organizations, a follow-up, a comparison."""
