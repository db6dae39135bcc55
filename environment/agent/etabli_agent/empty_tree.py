"""Empties a mounted tree and keeps the mount points in it."""

import os
import shutil

from .errors import AgentError
from .mounts import mount_points


def empty_tree(target: str, keep: str = "") -> None:
    """Removes everything below `target` except the file `keep`; inner mount points and lost+found are emptied.

    Raises AgentError('permanent') when `target` is not a mount point: emptying it would
    remove files of the environment.
    """
    if os.path.realpath(target) == "/" or not os.path.ismount(target):
        raise AgentError(
            "permanent",
            f"{target} n'est pas monté : rien n'y est effacé ni écrit",
            f"{target} is not mounted: nothing is erased or written there",
        )
    _empty(target, keep)


def _empty(folder: str, keep: str) -> None:
    with os.scandir(folder) as entries:
        for entry in list(entries):
            if entry.path == keep:
                continue
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
            elif mount_points(os.path.realpath(entry.path)) or _is_lost_and_found(entry):
                _empty(entry.path, keep)
            else:
                shutil.rmtree(entry.path)


def _is_lost_and_found(entry: os.DirEntry) -> bool:
    """Keeps lost+found: mkfs creates it, masters do not contain it, and fsck needs it."""
    return entry.name == "lost+found" and os.path.ismount(os.path.dirname(entry.path))
