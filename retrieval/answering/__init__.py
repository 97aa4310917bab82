"""From a question to an answer, driving all that stands before it."""
