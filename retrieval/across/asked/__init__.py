"""What a question that is put to many organizations asks of each."""
