"""What one check of a set-up found."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["ok", "info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check found: `message` says what is, `remedy` what to do about it, where something is to be done."""

    name: str
    severity: Severity
    message: str
    remedy: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As `doctor --json` prints it."""
        return asdict(self)
