"""Compares all of a backup, as the server gives it back, with what was read on the disk."""

import hashlib
import signal
import tarfile
from typing import Callable

from ..errors import AgentError
from .restic import Repository
from .walk import Entry

_BLOCK = 1 << 20
_NAMED = 5


def read_back(
    repository: Repository, snapshot: str, files: list[Entry], manifest: Entry, progress: Callable[[int], None]
) -> dict:
    """{files, bytes} that were read back and are the same. AgentError('permanent') for any difference.

    There may be millions of files: what was compared is forgotten at once.
    """
    expected = {entry.path: entry for entry in [*files, manifest]}
    wrong, count, done = [], 0, 0
    repository.run(["check", "--no-lock"])
    with repository.start(["dump", "--no-lock", "--archive", "tar", snapshot, "/"]) as running:
        try:
            with tarfile.open(fileobj=running.output, mode="r|", errors="surrogateescape") as archive:
                for member in archive:
                    archive.members = []
                    if not member.isfile():
                        continue
                    path = f"/{member.name.lstrip('/')}"
                    entry = expected.pop(path, None)
                    if entry is None or _digest(archive.extractfile(member)) != (entry.size, entry.sha256):
                        wrong.append(path)
                    count += 1
                    done += member.size
                    progress(done)
        except (tarfile.TarError, EOFError, OSError) as cause:
            running.output.close()  # or it would wait for a reader for ever
            running.end((0, -signal.SIGPIPE))  # says what restic said, which is the cause
            raise _cut(str(cause)) from cause
        running.output.read()
        running.end()
    _refuse({*wrong, *expected})
    return {"files": count - 1, "bytes": done - manifest.size}


def _digest(content) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while block := content.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


def _refuse(wrong: set[str]) -> None:
    if wrong:
        names = ", ".join([*sorted(wrong)[:_NAMED], *(["…"] if len(wrong) > _NAMED else [])])
        raise AgentError(
            "permanent",
            f"La sauvegarde, relue sur le serveur, n'est pas ce qui est sur le disque : {len(wrong)} fichiers manquent "
            f"ou diffèrent ({names}). Rien n'a été effacé",
            f"The backup, read back from the server, is not what is on the disk: {len(wrong)} files are missing or "
            f"differ ({names}). Nothing was erased",
            "Relancez ; si l'erreur revient, contrôlez les disques du serveur et du PC.",
            "Retry; if the error comes back, check the disks of the server and of the PC.",
        )


def _cut(why: str) -> AgentError:
    return AgentError(
        "transient",
        f"La sauvegarde n'a pas pu être relue jusqu'au bout : {why}. Rien n'a été effacé",
        f"The backup could not be read back to its end: {why}. Nothing was erased",
        "Relancez.",
        "Retry.",
    )
