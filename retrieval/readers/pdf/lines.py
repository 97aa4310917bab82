"""The characters of a PDF page -> printed lines, each within its column."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from retrieval.document import Box
from retrieval.readers.pdf.characters import ASCENT, SUPPOSED, Glyph
from retrieval.readers.print import PrintedLine
from retrieval.readers.scripts import lowered, raised

_COLUMN_GAP = 0.8
"""Times the size of type: what stands further apart may be two columns; `printed` puts together what is not."""

_OVERLAP = 0.6
"""Times the size of type by which a character may stand before the end of the one before it, as slanted ones do."""

_SAME_PLACE = 0.12
"""Times the size of type: the same character twice within it was printed twice, to look bold."""

_LEVEL, _RAISED = 0.6, 0.45
"""The share of its height by which a character overlaps with the line it stands on; the latter for raised ones."""

_SMALL = 0.8
"""Times the height of its neighbours that raised and lowered characters have at the most."""

_HIGH, _LOW = 0.15, 0.06
"""Times the size of type by which raised characters stand above their line, and lowered ones below it."""

_FEWEST = 6
"""Characters of a line that shows how far they were set apart to fill it."""

_MOST_OPEN = 8
"""Lines beginning further left that a character may go on; more than are ever level with each other by halves."""

_WHITE_SPACE = {" ": 0.6, "\u3000": 1.0}
"""Times the size of type that white space takes, a space in a line that was spread to its measure included."""

_WORD_GAP = 0.2
"""Times the size of type between the words of a file that holds no spaces."""

_CHINESE = "\u2e80"
"""Where the characters begin between which gaps are no spaces."""


@dataclass(slots=True)
class _Run:
    """Characters one behind the other on a line; the box is that of the largest of them."""

    glyphs: list[Glyph] = field(default_factory=list)
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0

    def add(self, glyph: Glyph) -> None:
        if not self.glyphs:
            self.x0, self.y0, self.x1, self.y1 = glyph.x0, glyph.y0, glyph.x1, glyph.y1
        self.glyphs.append(glyph)
        if glyph.x1 > self.x1:
            self.x1 = glyph.x1
        if glyph.y1 - glyph.y0 > self.y1 - self.y0:
            self.y0, self.y1 = glyph.y0, glyph.y1

    @property
    def height(self) -> float:
        return self.y1 - self.y0


def printed_lines(glyphs: Iterable[Glyph], rules: Iterable[Box] = ()) -> tuple[PrintedLine, ...]:
    """The lines of upright characters, cut where a gap is wide enough to part columns, and at upright rules.

    White space that the file holds is kept, one character of it; what is only a gap becomes a space between Latin words
    and nothing in Chinese, where lines are filled by spreading them. A character printed twice is taken once.
    """
    walls = sorted(rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0])
    return tuple(line for row in _rows(_runs(glyphs)) for run in _chained(row) for line in _lines(run, walls))


def _runs(glyphs: Iterable[Glyph]) -> list[_Run]:
    """Neighbours in the file that are neighbours on a line."""
    runs: list[_Run] = []
    run: _Run | None = None
    for glyph in glyphs:
        if run is None or not _follows(run, glyph):
            run = _Run()
            runs.append(run)
        run.add(glyph)
    return runs


def _follows(run: _Run, glyph: Glyph) -> bool:
    last = run.glyphs[-1]
    if glyph.x0 - last.x1 <= -_OVERLAP * glyph.size or _is_apart(last, glyph, last.x1):
        return False
    if glyph.y0 == run.y0 and glyph.y1 == run.y1:
        return True
    return min(glyph.y1, run.y1) - max(glyph.y0, run.y0) >= _RAISED * min(glyph.y1 - glyph.y0, run.height)


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that are level with each other; small raised or lowered characters go with the line beside them."""
    rows: list[list[_Run]] = []
    open_rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (run.y0 + run.y1, run.x0)):
        open_rows = [row for row in open_rows if row[0].y1 > run.y0]
        best = max(open_rows, key=lambda row: _overlap(row[0], run), default=None)
        if best is not None and _is_level(best[0], run):
            best.append(run)
            if run.height > best[0].height:
                best[0], best[-1] = best[-1], best[0]
        else:
            rows.append([run])
            open_rows.append(rows[-1])
    return rows


def _is_level(one: _Run, other: _Run) -> bool:
    """Whether two runs stand on one line. Lines of a column that are both level with one of the next are not."""
    smaller, larger = sorted((one.height, other.height))
    return _overlap(one, other) >= (_RAISED if smaller < _SMALL * larger else _LEVEL) * smaller


def _overlap(one: _Run, other: _Run) -> float:
    return min(one.y1, other.y1) - max(one.y0, other.y0)


def _chained(row: Sequence[_Run]) -> list[_Run]:
    """The runs of a row, those put together that stand on one line with no gap for a column between them."""
    chains: list[_Run] = []
    for run in sorted(row, key=lambda run: run.x0):
        first = run.glyphs[0]
        for chain in chains[-_MOST_OPEN:]:
            if _is_level(chain, run) and not _is_apart(chain.glyphs[-1], first, chain.x1):
                for glyph in run.glyphs:
                    chain.add(glyph)
                break
        else:
            chains.append(run)
    return chains


def _lines(run: _Run, walls: Sequence[Box]) -> Iterator[PrintedLine]:
    """The characters of a run from left to right, each once, cut at gaps between columns and at walls."""
    across = _crossing(walls, run)
    waiting: list[Glyph] = []
    end = 0.0
    for glyph in sorted(run.glyphs, key=lambda glyph: (glyph.x0, glyph.y0)):
        if waiting and (_is_apart(waiting[-1], glyph, end) or (across and _is_parted(waiting[-1], glyph, across))):
            yield _line(waiting)
            waiting = []
        if not waiting:
            end = glyph.x1
        elif glyph.x0 - waiting[-1].x0 <= _SAME_PLACE * glyph.size and any(
            _is_same(glyph, before) for before in waiting[-3:]
        ):
            continue
        waiting.append(glyph)
        end = max(end, glyph.x1)
    yield _line(waiting)


def _is_apart(before: Glyph, glyph: Glyph, end: float) -> bool:
    """Whether `glyph`, behind `before` on a line that reaches to `end`, may stand in another column.

    White space that the file holds makes no columns, only what it leaves of the gap.
    """
    gap = glyph.x0 - end
    size = max(glyph.size, before.size)
    return gap >= _COLUMN_GAP * size and gap >= (_COLUMN_GAP + _WHITE_SPACE.get(glyph.space, 0.0)) * size


def _crossing(walls: Sequence[Box], run: _Run) -> list[float]:
    """Where across the page walls go through the line of a run."""
    middle = (run.y0 + run.y1) / 2
    first, last = bisect_left(walls, (run.x0,)), bisect_left(walls, (run.x1,))
    return [(wall[0] + wall[2]) / 2 for wall in walls[first:last] if wall[1] <= middle <= wall[3]]


def _is_parted(before: Glyph, glyph: Glyph, walls: Sequence[float]) -> bool:
    """Whether a wall stands between two characters."""
    first, last = (before.x0 + before.x1) / 2, (glyph.x0 + glyph.x1) / 2
    return any(first < wall < last for wall in walls)


def _is_same(glyph: Glyph, before: Glyph) -> bool:
    near = _SAME_PLACE * glyph.size
    return glyph.text == before.text and abs(glyph.x0 - before.x0) <= near and abs(glyph.y0 - before.y0) <= near


def _line(glyphs: Sequence[Glyph]) -> PrintedLine:
    sizes: dict[float, int] = {}
    for glyph in glyphs:
        sizes[glyph.size] = sizes.get(glyph.size, 0) + 1
    size = max(sizes, key=lambda size: (sizes[size], size))
    main = [glyph for glyph in glyphs if glyph.size == size]
    top, bottom = min(glyph.y0 for glyph in main), max(glyph.y1 for glyph in main)
    box = (glyphs[0].x0, top, max(glyph.x1 for glyph in glyphs), bottom)
    return PrintedLine(_text(glyphs, main[0]), box, size)


def _text(glyphs: Sequence[Glyph], main: Glyph) -> str:
    """The characters of a line, `main` one of those that it is set in; raised and lowered ones as `scripts` has it."""
    spread = _spread(glyphs)
    spaces = ["", *(_space(before, glyph, spread) for before, glyph in pairwise(glyphs))]
    if all(glyph.size >= _SMALL * main.size for glyph in glyphs):
        return "".join(space + glyph.text for space, glyph in zip(spaces, glyphs, strict=True))
    text, was_taken_off = "", False
    for shift, run in groupby(zip(spaces, glyphs, strict=True), key=lambda pair: _shift(pair[1], main)):
        piece = "".join(space + glyph.text for space, glyph in run)
        written = piece if not shift else raised(text, piece) if shift < 0 else lowered(text, piece)
        if was_taken_off and text[-1:].isdigit() and written[:1].isdigit():
            text += " "
        was_taken_off = not written.strip()
        text += written
    return text


def _shift(glyph: Glyph, main: Glyph) -> int:
    """-1 for a small character above the line that `main` stands on, 1 for one below it, 0 for others."""
    if glyph.size >= _SMALL * main.size:
        return 0
    drop = (glyph.y1 - main.y1 + (1 - ASCENT) * (main.size - glyph.size)) / main.size
    return -1 if drop < -_HIGH else 1 if drop > _LOW else 0


def _spread(glyphs: Sequence[Glyph]) -> float:
    """How far apart the characters of a line were set to fill it, in points: as far as three quarters of them are."""
    if len(glyphs) < _FEWEST:
        return 0.0
    gaps = sorted(glyph.x0 - before.x1 for before, glyph in pairwise(glyphs))
    return max(0.0, gaps[len(gaps) // 4])


def _space(before: Glyph, glyph: Glyph, spread: float) -> str:
    if glyph.space and glyph.space != SUPPOSED:
        return glyph.space
    if before.text >= _CHINESE or glyph.text >= _CHINESE:
        return ""
    is_wide = glyph.x0 - before.x1 - spread > _WORD_GAP * glyph.size
    return " " if is_wide or (not spread and glyph.space and before.text.isascii() and glyph.text.isascii()) else ""
