"""What is remembered of chats, answers and uploads."""
