"""Sets the clock from an authenticated answer (see server.py). The hardware clock is not changed."""

import time
from email.utils import parsedate_to_datetime
from typing import Callable

_TOLERATED_SECONDS = 2


def set_clock(
    date: str | None,
    now: Callable[[], float] = time.time,
    set_time: Callable[[float], None] = lambda seconds: time.clock_settime(time.CLOCK_REALTIME, seconds),
) -> float | None:
    """Sets the clock from an HTTP Date header if it is wrong; returns the difference in seconds, or None."""
    if date is None:
        return None
    try:
        server_time = parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError):
        return None
    off = server_time - now()
    if abs(off) <= _TOLERATED_SECONDS:
        return None
    set_time(server_time)
    return off
