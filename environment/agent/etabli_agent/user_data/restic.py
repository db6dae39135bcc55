"""Runs restic on the repository of this machine, at the server. Its password and its ticket are in its environment only."""

import json
import os
import re
import subprocess
import threading
from dataclasses import dataclass
from typing import Callable
from urllib.parse import urlsplit

from ..errors import AgentError
from ..server import AUTHORITY

# Exit statuses of restic 0.18: https://restic.readthedocs.io, "Exit codes".
_NO_REPOSITORY = 10
_SAID = 4000
_PERCENT, _SAVED = re.compile(rb"\[[\d:]+\] +([\d.]+)%"), re.compile(rb"snapshot ([0-9a-f]{8,64}) saved")
# HTTP: the server is full; the ticket is no longer good. restic would repeat the first for a quarter of an hour.
_FULL, _CLOSED = "HTTP response (507)", ("HTTP response (401)", "HTTP response (403)")


@dataclass(frozen=True)
class Repository:
    url: str
    ticket: str
    password: str
    authority: str = AUTHORITY

    def start(self, arguments: list[str], input: bytes | None = None) -> "Running":
        secure = ["--cacert", self.authority] if urlsplit(self.url).scheme == "https" else []
        command = ["restic", "--no-cache", *secure, *arguments]
        environment = os.environ | {
            "RESTIC_REPOSITORY": f"rest:{self.url}",
            "RESTIC_REST_USERNAME": "etabli",
            "RESTIC_REST_PASSWORD": self.ticket,
            "RESTIC_PASSWORD": self.password,
            "RESTIC_PROGRESS_FPS": "1",
            # The environment is in memory, and has little of it.
            "GOGC": "20",
        }
        return Running(command, environment, input)

    def run(self, arguments: list[str], accept: tuple[int, ...] = (0,)) -> tuple[int, bytes]:
        with self.start(arguments) as running:
            output = running.output.read()
            return running.end(accept), output

    def make(self) -> None:
        """Makes the repository unless it is there, and takes away the locks of work that was killed."""
        status, _ = self.run(["cat", "config"], accept=(0, _NO_REPOSITORY))
        if status == _NO_REPOSITORY:
            self.run(["init"])
        self.run(["unlock"])


class Running:
    """A restic that runs; leaving the block ends it."""

    def __init__(self, command: list[str], environment: dict, input: bytes | None):
        self._name = next(word for word in command[1:] if not word.startswith("-") and "/" not in word)
        self._said = ""
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL if input is None else subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
            )
        except FileNotFoundError as cause:
            raise AgentError(
                "permanent",
                "La commande restic manque dans l'environnement",
                "The command restic is missing from the environment",
            ) from cause
        self.output = self._process.stdout
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        if input is not None:
            self._process.stdin.write(input)
            self._process.stdin.close()

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._listener.join()
        self._process.stdout.close()
        self._process.stderr.close()

    def _listen(self) -> None:
        for line in self._process.stderr:
            self._said = (self._said + line.decode("utf-8", "replace"))[-_SAID:]
            if _FULL in self._said:
                self._process.terminate()

    def end(self, accept: tuple[int, ...] = (0,)) -> int:
        """Its exit status. AgentError with what it said when that is not accepted."""
        status = self._process.wait()
        self._listener.join()
        if status not in accept:
            raise self._failure(status)
        return status

    def _failure(self, status: int) -> AgentError:
        said = self._said.strip()
        if _FULL in said:
            return AgentError(
                "operator",
                "Le disque du serveur est plein, la sauvegarde n'y tient pas ; rien n'a été effacé",
                "The disk of the server is full, the backup does not fit; nothing was erased",
                "Faites de la place sur le serveur (etabli userdata list, etabli userdata remove), puis relancez.",
                "Make room on the server (etabli userdata list, etabli userdata remove), then retry.",
            )
        kind = "operator" if any(word in said for word in _CLOSED) else "transient"
        return AgentError(
            kind,
            f"restic {self._name} a échoué (code {status}) : {said or '-'}",
            f"restic {self._name} failed (status {status}): {said or '-'}",
            "Vérifiez le réseau et le serveur, puis relancez ; rien n'a été effacé.",
            "Check the network and the server, then retry; nothing was erased.",
        )


def backup(
    repository: Repository, paths: list[str], excluded: list[str], tag: str, progress: Callable[[float], None]
) -> str:
    """Saves the paths and returns the id of the snapshot. AgentError when one file of them could not be read.

    Without --json, with which restic does not say that it repeats a request, nor why.
    `progress` is told a share from 0 to 1.
    """
    lists = f"/run/etabli/user-data.{os.getpid()}.exclude"
    with open(os.open(lists, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(b"".join(os.fsencode(literal(path)) + b"\n" for path in excluded))
    wanted = b"".join(os.fsencode(path) + b"\0" for path in paths)
    arguments = ["backup", "--host", "etabli", "--tag", tag, "--retry-lock", "10m", "--force"]
    short = ""
    try:
        with repository.start([*arguments, "--exclude-file", lists, "--files-from-raw", "-"], wanted) as running:
            for line in running.output:
                if percent := _PERCENT.match(line):
                    progress(float(percent[1]) / 100)
                if saved := _SAVED.match(line):
                    short = saved[1].decode()
            running.end()
    finally:
        os.unlink(lists)
    _, listed = repository.run(["snapshots", "--no-lock", "--json", short])
    return json.loads(listed)[0]["id"]


def literal(path: str) -> str:
    """The pattern of restic that means this path alone. It trims spaces, and puts variables of the shell in."""
    escaped = "".join(f"\\{one}" if one in "\\*?[" else one for one in path).replace("$", "$$")
    ending = len(escaped) - len(escaped.rstrip())
    escaped = escaped[: len(escaped) - ending] + "".join(f"[{one}]" for one in escaped[len(escaped) - ending :])
    return escaped.replace("\n", "?").replace("\r", "?")
