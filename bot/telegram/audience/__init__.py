"""Who the bot listens to, and which messages are meant for it."""
