"""`screen`: the service that shows the progress of the deployment on the console of this PC."""

import http.client
import time

from ..big_letters import big_screen
from ..boot_parameters import boot_parameters
from ..console import Console, log_to_serial, quieten_kernel
from ..identification import current as identification
from ..jobs import end_all
from ..report import Report
from ..screen_layout import layout, log_line
from ..server import Server, tls_context
from ..session import Session

_TICK_SECONDS = 1
_TICKS_BETWEEN_WIPES = 30
_SOUGHT = {
    "fr": "Ce PC est recherché depuis le tableau d'Établi",
    "en": "Somebody looks for this PC from Établi's board",
}
# In these states a deployment no longer writes to this PC.
_OVER = ("cancelled", "failed")


class Source:
    """Polls the state of this PC from the server, at the interval that the server sets."""

    def __init__(self, session: Session):
        self._session = session
        self._due = 0.0
        self.screen: dict = {}
        self.lost = False

    def refresh(self, now: float) -> bool:
        """Polls if it is time; True if the server sent a new state."""
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
    """Ends jobs that are still running after their deployment ended while the server could not reach this PC.

    Call it only with the newest state: a deployment that is retried may have new jobs soon.
    """
    if screen.get("state") in _OVER:
        end_all()


def run(parameters: dict, report: Report) -> dict:
    language = "en" if boot_parameters().get("language") == "en" else "fr"
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
        sought = identification(session)
        if sought is not None:
            lines = big_screen(list(sought.lines), _SOUGHT[language], width, height - 1)
        else:
            lines = layout(source.screen, status, now - since, min(width, 100), language, source.lost, height - 1)
        console.draw(lines, whole=tick % _TICKS_BETWEEN_WIPES == 0)
        tick += 1
        time.sleep(_TICK_SECONDS)
