"""What wimcapture leaves out of an image though nobody asked for it, and still ends well: files that EFS encrypts."""

import re

from .errors import AgentError

# The path stands on the line after the warning.
_WARNING = re.compile(rb"Excluding unsupported file or directory(.*)")
_PATH = re.compile(rb'\s*"(.*)" from capture')
_NAMED = 5


class ExcludedPaths:
    """Told each line of wimcapture's stderr as it comes: there may be thousands, and only the first are kept."""

    def __init__(self) -> None:
        self._count, self._first, self._path_follows = 0, [], False

    def hear(self, line: bytes) -> None:
        if found := _WARNING.search(line):
            self._count += 1
            line, self._path_follows = found[1], True
        if self._path_follows and (path := _PATH.match(line)):
            self._path_follows = False
            self._first = [*self._first, path[1].decode("utf-8", "replace")][:_NAMED]

    def check(self) -> None:
        """AgentError('operator') when anything was left out."""
        if self._count == 0:
            return
        names = ", ".join([*self._first, *(["…"] if self._count > len(self._first) else [])])
        raise AgentError(
            "operator",
            f"Capture refusée, le disque n'a pas été modifié : {self._count} fichiers ou dossiers chiffrés (EFS) ou "
            f"d'un genre inconnu manqueraient à l'image : {names}",
            f"Capture refused, the disk was not changed: {self._count} files or folders that are encrypted (EFS) or of "
            f"an unknown kind would be missing from the image: {names}",
            "Sur le PC de référence, déchiffrez-les (cipher /d /s:DOSSIER) ou supprimez-les ; relancez la capture.",
            "On the reference PC, decrypt them (cipher /d /s:FOLDER) or delete them; capture again.",
        )
