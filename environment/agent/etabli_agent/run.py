"""Runs a system command. Errors contain its stderr."""

import subprocess
from typing import Sequence

from .errors import AgentError

_STDERR_KEPT = 2000


def run(
    arguments: Sequence[str],
    *,
    input: str | bytes | None = None,
    timeout_seconds: float | None = 120,
    kind: str = "permanent",
    accept: Sequence[int] = (0,),
    env: dict | None = None,
) -> str:
    """Runs `arguments` (no shell) and returns its stdout as text.

    Raises AgentError(kind) with stderr when the exit status is not in `accept`, and
    AgentError('transient') when it takes longer than `timeout_seconds`.
    """
    data = input.encode() if isinstance(input, str) else input
    try:
        done = subprocess.run(
            list(arguments),
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=timeout_seconds,
            env=env,
            check=False,
        )
    except FileNotFoundError as cause:
        name = arguments[0]
        raise AgentError(
            "permanent",
            f"La commande {name} manque dans l'environnement",
            f"The command {name} is missing from the environment",
        ) from cause
    except subprocess.TimeoutExpired as cause:
        name = arguments[0]
        raise AgentError(
            "transient",
            f"{name} n'a pas fini en {timeout_seconds:g} s",
            f"{name} did not end within {timeout_seconds:g} s",
        ) from cause
    if done.returncode not in accept:
        raise failed(arguments, done.returncode, done.stderr, kind)
    return done.stdout.decode("utf-8", "replace")


def failed(arguments: Sequence[str], status: int, stderr: bytes, kind: str = "permanent") -> AgentError:
    """The AgentError for a command that ended with `status`."""
    said = stderr.decode("utf-8", "replace").strip()[-_STDERR_KEPT:] or "-"
    name = " ".join(arguments)
    return AgentError(
        kind,
        f"La commande « {name} » a échoué (code {status}) : {said}",
        f"The command '{name}' failed (status {status}): {said}",
    )
