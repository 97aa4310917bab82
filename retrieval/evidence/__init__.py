"""The sentence that answers, the short answer, or a refusal."""
