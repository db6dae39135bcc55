"""`etabli-agent <command>`: parameters as one JSON object on stdin, JSON lines on stdout.

The last line is {"result": {...}} (exit status 0) or {"error": {...}} (exit status 1).
"""

import importlib
import importlib.util
import json
import re
import signal
import sys
import traceback
from typing import Callable, TextIO

from .errors import AgentError, unexpected
from .report import Report

Command = Callable[[dict, Report], dict]


def find_command(name: str) -> Command:
    """The command's `run`; raises AgentError when there is no such command."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise _no_such_command(name)
    module_name = f"{__package__}.commands.{name.replace('-', '_')}"
    if importlib.util.find_spec(module_name) is None:
        raise _no_such_command(name)
    return importlib.import_module(module_name).run


def _no_such_command(name: str) -> AgentError:
    return AgentError(
        "permanent",
        f"L'agent ne connaît pas la commande {name!r}",
        f"The agent knows no command {name!r}",
    )


def read_parameters(stream: TextIO) -> dict:
    """The parameters, one JSON object; empty input is an empty object."""
    text = "" if stream.isatty() else stream.read()
    if not text.strip():
        return {}
    try:
        parameters = json.loads(text)
    except ValueError as cause:
        raise _bad_parameters(str(cause)) from cause
    if not isinstance(parameters, dict):
        raise _bad_parameters(f"an object is expected, got {type(parameters).__name__}")
    return parameters


def _bad_parameters(why: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Les paramètres de la commande ne sont pas un objet JSON : {why}",
        f"The command's parameters are not a JSON object: {why}",
    )


def main(arguments: list[str], stdin: TextIO, report: Report) -> int:
    """Runs one command and returns the exit status."""
    try:
        name = arguments[0] if arguments else ""
        report.result(find_command(name)(read_parameters(stdin), report) or {})
        return 0
    except AgentError as error:
        report.error(error.as_json())
    except Exception as error:  # the server must always get a valid last line
        traceback.print_exc(file=sys.stderr)
        report.error(unexpected(error).as_json())
    return 1


if __name__ == "__main__":
    # End the command when the SSH channel is closed.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:], sys.stdin, Report()))
