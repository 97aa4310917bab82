"""The proof: where a passage stands, found again by its id, drawn on its page."""
