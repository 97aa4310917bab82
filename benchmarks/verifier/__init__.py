"""Learning to tell what answers a question from what only looks as if it did."""
