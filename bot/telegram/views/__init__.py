"""What is seen: messages, keyboards, lists."""
