"""job {name, command, parameters, exclusive, from?}: runs a command that continues when the connection is lost.

Prints the output of the command from line number `from` (0 by default) and exits with its status. If a job of that
name is running or has succeeded, its output is printed. Otherwise the job is started, after all processes marked
with the name `exclusive` are ended; its own processes get that mark.
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
    """Prints lines as they arrive. Returns the exit status of the command, 137 if it ended without writing one."""
    last, number = b"", 0
    with open(job.output, "rb") as output:
        while True:
            alive = job.alive()  # checked before reading, so that the output of an ended job is read completely
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
