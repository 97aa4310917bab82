"""How many of something there are, in English."""


def counted(number: int, thing: str) -> str:
    """A number with what it counts, in the singular where it is one: `1 passage`, `1,200 passages`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
