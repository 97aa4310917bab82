"""`doctor`: small checks of a set-up, each with what to do when it fails."""
