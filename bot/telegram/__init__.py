"""The Telegram bot. `app` runs it; importing this package is cheap, python-telegram-bot is loaded with `app`."""
