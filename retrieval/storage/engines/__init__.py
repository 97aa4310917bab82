"""What database engines do in ways of their own: where a database stands and how it is opened there."""
