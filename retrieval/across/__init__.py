"""One question put to many reports: what each organization states of a measure, compared, with the proof of each."""
