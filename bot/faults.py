"""What is said of an error that should not have happened."""

import traceback
from pathlib import Path


def fault(error: BaseException) -> str:
    """One line for a person to report: what was raised, and where. Nothing of what was asked stands in it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__} in {place.name}, {Path(place.filename).name} line {place.lineno}"
    return f"something went wrong that should not have; please report it: {what}"
