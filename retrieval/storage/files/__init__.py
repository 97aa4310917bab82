"""The files of a data directory: for whom they are, who may write, and what they are called."""
