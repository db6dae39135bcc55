"""Files that are kept aside in memory, put on a partition, and compared with it after it was mounted again."""

import hashlib
import os
import shutil
from dataclasses import dataclass

from .errors import AgentError
from .ntfs_rights import give_rights

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Kept:
    """A file to put at `path` on a partition; `source` holds its content."""

    path: str
    source: str
    sha256: str
    bytes: int

    def as_json(self) -> dict:
        return {"path": self.path, "sha256": self.sha256, "bytes": self.bytes}


def keep(files: dict[str, str], folder: str) -> list[Kept]:
    """Copies {path: source} into `folder`. A source that two paths share is copied once."""
    copies: dict[str, str] = {}
    kept = []
    for path, source in sorted(files.items()):
        if source not in copies:
            copies[source] = shutil.copyfile(source, f"{folder}/{len(copies)}")
        kept.append(describe(path, copies[source]))
    return kept


def describe(path: str, source: str) -> Kept:
    return Kept(path, source, digest(source), os.path.getsize(source))


def digest(path: str) -> str:
    found = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def put(kept: list[Kept], root: str) -> None:
    """Writes the files below `root`, over what an interrupted run left. On NTFS only administrators may change them."""
    for file in kept:
        folder = root
        for name in file.path.split("/")[:-1]:
            folder = f"{folder}/{name}"
            os.makedirs(folder, exist_ok=True)
            give_rights(folder)
        shutil.copyfile(file.source, f"{root}/{file.path}")
        give_rights(f"{root}/{file.path}")


def compare(kept: list[Kept], root: str) -> None:
    """Reads every file back. AgentError('permanent') naming the first that is not what was written."""
    for file in kept:
        target = f"{root}/{file.path}"
        found = digest(target) if os.path.isfile(target) else None
        if found == file.sha256:
            continue
        fr = "est absent" if found is None else f"a l'empreinte {found}"
        en = "is absent" if found is None else f"has the digest {found}"
        raise AgentError(
            "permanent",
            f"Relu sur la partition, {file.path} {fr}, {file.sha256} est attendue",
            f"Read back from the partition, {file.path} {en}, {file.sha256} is expected",
            "Le disque ne rend pas ce qui y est écrit : remplacez-le, puis relancez.",
            "The disk does not return what is written to it: replace it, then retry.",
        )
