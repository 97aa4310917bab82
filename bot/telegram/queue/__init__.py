"""Nothing is lost and nobody waits: what came in, who is served next, limits."""
