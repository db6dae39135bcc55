"""Who asked to be shown this PC: a file of /run/etabli that the command `identify` writes and the screen reads."""

import json
import time
from dataclasses import dataclass

from .session import Session

FILE = "identify.json"
LONGEST_SECONDS = 60
_MOST_LINES = 3
_LONGEST_LINE = 64


@dataclass(frozen=True)
class Identification:
    """What stands on the screen, until a moment of the monotonic clock."""

    lines: tuple[str, ...]
    until: float

    @property
    def seconds_left(self) -> float:
        return self.until - time.monotonic()


def begin(session: Session, lines: object, seconds: float) -> Identification:
    """Replaces an earlier order; one that is over when seconds is 0."""
    texts = lines if isinstance(lines, list) else []
    kept = tuple(str(line)[:_LONGEST_LINE] for line in texts[:_MOST_LINES] if line)
    until = time.monotonic() + min(max(seconds, 0), LONGEST_SECONDS)
    session.write(FILE, json.dumps({"lines": kept, "until": until}))
    return Identification(kept, until)


def current(session: Session) -> Identification | None:
    """The order that is not over yet; a file that nobody can read is none."""
    try:
        value = json.loads((session.folder / FILE).read_text("utf-8"))
        order = Identification(tuple(map(str, value["lines"])), float(value["until"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return order if 0 < order.seconds_left <= LONGEST_SECONDS else None
