"""What a row of a table answers: the cell that is asked for, of the row that is."""
