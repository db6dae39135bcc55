"""`screen`: the service that shows on this PC's console what happens to it."""

import http.client
import time

from ..boot_parameters import boot_parameters
from ..console import Console, log_to_serial, quieten_kernel
from ..jobs import end_all
from ..report import Report
from ..screen_layout import layout, log_line
from ..server import Server, tls_context
from ..session import Session

_TICK_SECONDS = 1
_TICKS_BETWEEN_WIPES = 30
# A deployment in one of these states writes nothing on this PC any more.
_OVER = ("cancelled", "failed")


class Source:
    """The server's word on this PC, asked for no more often than it wishes."""

    def __init__(self, session: Session):
        self._session = session
        self._due = 0.0
        self.screen: dict = {}
        self.lost = False

    def refresh(self, now: float) -> bool:
        """Asks when it is time; True when the server has told the screen anew."""
        kept = self._session.load()
        if kept is None or now < self._due:
            return False
        self._due = now + max(1, float(kept.get("screenIntervalSeconds") or 2))
        try:
            server = Server(kept["server"], tls_context(), timeout_seconds=5)
            answer = server.request("GET", "/phone-home/screen", kept["session"])
        except (OSError, http.client.HTTPException):
            self.lost = True
            return False
        self.lost = answer.status >= 500
        if answer.status != 200:
            return False
        self.screen = answer.body
        return True


def step_of(screen: dict) -> str:
    step = screen.get("step")
    return str(step.get("name")) if isinstance(step, dict) else ""


def end_what_is_over(screen: dict) -> None:
    """Ends the work that goes on by itself once its deployment is over: the server could not reach this PC then.

    Only on the server's newest word: a deployment that is retried may have work again a moment later.
    """
    if screen.get("state") in _OVER:
        end_all()


def run(parameters: dict, report: Report) -> dict:
    language = boot_parameters().get("language", "fr")
    session = Session()
    source = Source(session)
    quieten_kernel()
    console = Console()
    said, step, since, tick = "", "", time.monotonic(), 0
    while True:
        now = time.monotonic()
        if source.refresh(now):
            end_what_is_over(source.screen)
        status = session.status()
        if step_of(source.screen) != step:
            step, since = step_of(source.screen), now
        line = log_line(source.screen, status)
        if line != said:
            said = line
            log_to_serial(line)
        width, height = console.size()
        lines = layout(source.screen, status, now - since, min(width, 100), language, source.lost, height - 1)
        console.draw(lines, whole=tick % _TICKS_BETWEEN_WIPES == 0)
        tick += 1
        time.sleep(_TICK_SECONDS)
