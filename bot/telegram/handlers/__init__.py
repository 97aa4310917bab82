"""Who does what: one module for each thing that a person can do."""
