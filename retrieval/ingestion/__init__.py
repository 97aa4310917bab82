"""Reports in: planning a run, carrying it out, saying what it did, and verifying it later."""
