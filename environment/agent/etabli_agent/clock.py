"""The clock, set from an answer whose sender is proven (see server.py). The hardware clock is left alone."""

import time
from email.utils import parsedate_to_datetime
from typing import Callable

_TOLERATED_SECONDS = 2


def set_clock(
    date: str | None,
    now: Callable[[], float] = time.time,
    set_time: Callable[[float], None] = lambda seconds: time.clock_settime(time.CLOCK_REALTIME, seconds),
) -> float | None:
    """Sets the clock to an HTTP Date header when it is off; gives the seconds it was off by, or None."""
    if date is None:
        return None
    try:
        told = parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError):
        return None
    off = told - now()
    if abs(off) <= _TOLERATED_SECONDS:
        return None
    set_time(told)
    return off
