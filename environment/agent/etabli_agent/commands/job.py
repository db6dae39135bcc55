"""job {name, command, parameters, exclusive, from?}: runs a command that goes on when the connection is lost.

Prints what the command prints, from line number `from` (0 by default) on, and ends as it does. A job of that
name that is running, or has ended well, is listened to. Otherwise it is begun, after everything that bears the
name `exclusive` was ended; it bears that name itself.
"""

import re
import sys
import time

from ..errors import AgentError
from ..jobs import Job, clear, in_turn, is_result
from ..report import Report

_LOOK_EVERY_SECONDS = 0.1
_STDERR_KEPT = 2000
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,127}")


def run(parameters: dict, report: Report) -> dict:
    job = Job(_checked(parameters["name"]))
    first = int(parameters.get("from") or 0)
    with in_turn():
        _find_or_begin(job, first, parameters)
    sys.exit(_listen(job, first, report))


def _checked(name: str) -> str:
    if _NAME.fullmatch(name):
        return name
    raise AgentError(
        "permanent",
        f"Nom de travail refusé : {name!r}, attendu : lettres minuscules, chiffres et tirets",
        f"Job name refused: {name!r}, expected: lower-case letters, digits and hyphens",
    )


def _find_or_begin(job: Job, first: int, parameters: dict) -> None:
    if job.alive() or job.ended_well() or (first > 0 and job.exists()):
        return
    if first > 0:
        raise AgentError(
            "transient",
            "Le PC a redémarré au milieu de ce travail",
            "The PC has restarted in the middle of this work",
            "Vérifiez son alimentation et son câble réseau, puis reprenez le déploiement.",
            "Check its power and network cable, then retry the deployment.",
        )
    if not clear(parameters["exclusive"]):
        raise AgentError(
            "transient",
            "Un travail précédent ne s'arrête pas sur ce PC",
            "An earlier piece of work does not end on this PC",
            "Redémarrez le PC sur le réseau, puis reprenez le déploiement.",
            "Boot the PC from the network again, then retry the deployment.",
        )
    job.begin(parameters["command"], parameters.get("parameters") or {}, parameters["exclusive"])


def _listen(job: Job, first: int, report: Report) -> int:
    """Hands on the lines as they come; the exit status of the command, 137 when it ended without a last word."""
    last, number = b"", 0
    with open(job.output, "rb") as output:
        while True:
            alive = job.alive()  # asked before reading: what a dead job wrote is read to its end
            while (line := _whole_line(output)) is not None:
                last = line
                if number >= first:
                    report.relay(line.decode("utf-8", "replace"))
                number += 1
            if not alive:
                break
            time.sleep(_LOOK_EVERY_SECONDS)
    if is_result(last):
        return 0
    if last.startswith(b'{"error":'):
        return 1
    sys.stderr.write(job.last_words(_STDERR_KEPT))
    return 137


def _whole_line(output) -> bytes | None:
    at = output.tell()
    line = output.readline()
    if line.endswith(b"\n"):
        return line
    output.seek(at)
    return None
