"""Paths of Windows on a mounted volume: Windows does not regard the case of a name, ntfs-3g does."""

import os

from .errors import AgentError
from .ntfs_rights import give_rights

# Windows refuses these in names; a part of a path that is one of them would leave the volume.
_REFUSED_CHARACTERS = set('<>:"|?*\\')


def windows_path(root: str, path: str) -> str:
    """The path below `root` with the case that its parts have on the volume; parts that are missing stay as given.

    AgentError('permanent') for a path that is not one of a file below the volume.
    """
    parts = path.split("/")
    if any(part in ("", ".", "..") or _REFUSED_CHARACTERS & set(part) for part in parts):
        raise AgentError(
            "permanent",
            f"Le chemin « {path} » n'est pas celui d'un fichier de Windows : des noms séparés par « / » sont attendus",
            f"The path '{path}' is not one of a file of Windows: names separated by '/' are expected",
        )
    found = root
    for part in parts:
        found = os.path.join(found, _as_it_is(found, part))
    return found


def _as_it_is(folder: str, name: str) -> str:
    if os.path.lexists(os.path.join(folder, name)):
        return name
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return name
    return next((each for each in sorted(names) if each.lower() == name.lower()), name)


def make_folders(root: str, folder: str) -> None:
    """Makes the folder and those above it that are missing, with rights. `folder` as `windows_path` gave it."""
    missing = []
    while not os.path.isdir(folder) and folder != root:
        missing.append(folder)
        folder = os.path.dirname(folder)
    for each in reversed(missing):
        os.mkdir(each)
        give_rights(each)
