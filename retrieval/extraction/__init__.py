"""What the model that reads is given and what it gives: hints, and the probabilities of where an answer
begins and ends."""
