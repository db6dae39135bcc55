"""The list that goes into a backup with the data: what restic does not keep, and what everything is compared with.

Gzipped JSON lines: a head {version, roots: [{profile, path, to}], profiles: [{name, sid, lastUsed, files, bytes}]},
then one line a file or folder: {profile, path, to, size, sha256, attributes}; a folder has an empty sha256.
"""

import gzip
import io
import json
import zlib
from dataclasses import asdict, dataclass, field
from typing import Iterator

from ..errors import AgentError
from .walk import Entry

NAME = "etabli-manifest.jsonl.gz"
_VERSION = 1


@dataclass
class Manifest:
    """`entries` are (number of the profile, entry)."""

    profiles: list[dict] = field(default_factory=list)
    roots: list[dict] = field(default_factory=list)
    entries: list[tuple[int, Entry]] = field(default_factory=list)

    def files(self) -> Iterator[tuple[int, Entry]]:
        return (item for item in self.entries if item[1].sha256)


def write(path: str, manifest: Manifest) -> None:
    head = {"version": _VERSION, "roots": manifest.roots, "profiles": manifest.profiles}
    with gzip.open(path, "wt", encoding="ascii") as file:
        file.write(json.dumps(head) + "\n")
        for profile, entry in manifest.entries:
            file.write(json.dumps({"profile": profile} | asdict(entry)) + "\n")


def read(content: bytes) -> Manifest:
    """AgentError('permanent') for one of another release, or that is no manifest."""
    try:
        with gzip.open(io.BytesIO(content), "rt", encoding="ascii") as lines:
            head = json.loads(next(lines, ""))
            if head["version"] != _VERSION:
                raise ValueError(f"version {head['version']}")
            entries = [(line.pop("profile"), Entry(**line)) for line in map(json.loads, lines)]
        return Manifest(head["profiles"], head["roots"], entries)
    except (zlib.error, OSError, EOFError, ValueError, LookupError, TypeError) as cause:
        raise AgentError(
            "permanent",
            f"La liste de la sauvegarde est illisible : {cause}",
            f"The list of the backup cannot be read: {cause}",
            "Sortez les fichiers à la main : etabli userdata restore-files.",
            "Take the files out by hand: etabli userdata restore-files.",
        ) from cause
