"""What ends a line: the one definition by which the lines of a citation are counted."""

import re

LINE_BREAK = re.compile(r"\r\n|\r|\n")
"""What ends a line of a document's text; `lines` of a passage are counted by it."""
