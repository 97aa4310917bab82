"""Telegram on the wire: how updates come in and messages go out."""
