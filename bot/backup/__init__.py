"""A library and the bot's memory in one file, and back."""
