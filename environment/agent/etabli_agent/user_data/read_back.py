"""Compares all of a backup, as the server gives it back, with what was read on the disk."""

import hashlib
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
    """{files, bytes} that were read back and are the same. AgentError('permanent') for any difference."""
    expected = {entry.path: (entry.size, entry.sha256) for entry in [*files, manifest]}
    found, done = {}, 0
    repository.run(["check", "--no-lock"])
    with repository.start(["dump", "--no-lock", "--archive", "tar", snapshot, "/"]) as running:
        try:
            with tarfile.open(fileobj=running.output, mode="r|", errors="surrogateescape") as archive:
                for member in archive:
                    if not member.isfile():
                        continue
                    found[f"/{member.name.lstrip('/')}"] = _digest(archive.extractfile(member))
                    done += member.size
                    progress(done)
        except (tarfile.TarError, EOFError, OSError) as cause:
            running.end()  # says what restic said, which is the cause
            raise _cut(str(cause)) from cause
        running.output.read()
        running.end()
    _compare(expected, found)
    return {"files": len(found) - 1, "bytes": sum(size for size, _ in found.values()) - manifest.size}


def _digest(content) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    while block := content.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


def _compare(expected: dict, found: dict) -> None:
    wrong = [path for path in {*expected, *found} if expected.get(path) != found.get(path)]
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
