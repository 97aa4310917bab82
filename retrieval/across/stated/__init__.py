"""What a passage states of a measure, read by rule."""
