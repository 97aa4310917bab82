"""`yuanwen serve`: a library kept warm, asked over HTTP and JSON; and how `ask` finds it and makes use of it."""
