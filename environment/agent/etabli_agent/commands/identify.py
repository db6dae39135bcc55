"""`identify` {lines: string[], seconds?: number}: shows this PC to a person who looks for it.

Its screen shows the lines in huge letters, the lights of its keyboards and of its network cards blink, for 60 seconds at
most. It answers at once what blinks, and ends by itself; a later order replaces it, and `seconds: 0` ends it.
"""

import json
import os
import signal
import subprocess
import sys

from ..blinking import MARK, blink_cards, blink_lights, detached, keyboard_lights, wired_cards
from ..errors import AgentError
from ..identification import LONGEST_SECONDS, begin, current
from ..marked_processes import VARIABLE, end_marked
from ..report import Report
from ..session import Session


def run(parameters: dict, report: Report) -> dict:
    if os.environ.get(VARIABLE) == MARK:
        return blink_keyboards()
    seconds = _seconds_of(parameters)
    end_marked(MARK)
    begin(Session(), parameters.get("lines"), seconds)
    if seconds == 0:
        return {"seconds": 0, "lights": 0, "cards": []}
    lights = keyboard_lights()
    if lights:
        _leave_blinking()
    return {"seconds": seconds, "lights": len(lights), "cards": blink_cards(wired_cards(), seconds)}


def _seconds_of(parameters: dict) -> int:
    seconds = parameters.get("seconds", LONGEST_SECONDS)
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds <= LONGEST_SECONDS:
        raise AgentError(
            "permanent",
            f"seconds vaut {seconds!r} : un nombre entier de 0 à {LONGEST_SECONDS} est attendu",
            f"seconds is {seconds!r}: a whole number from 0 to {LONGEST_SECONDS} is expected",
        )
    return seconds


def blink_keyboards() -> dict:
    """Blinks with the keyboards as long as there is an order; SIGTERM ends it with the lights as they were."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    session = Session()
    blink_lights(keyboard_lights(), lambda: current(session) is not None)
    return {}


def _leave_blinking() -> None:
    process = detached([sys.executable, "-m", "etabli_agent", "identify"], stdin=subprocess.PIPE)
    process.stdin.write(json.dumps({}).encode())
    process.stdin.close()
