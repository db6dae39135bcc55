"""The homes of people on the volumes of an old Linux.

Accounts of a directory are not in passwd, and homes are often in a subvolume of btrfs or on a volume of their own: so
folders below /home count too, by their owner. What looks like nobody's home is named, never passed over in silence.
"""

import os
from dataclasses import dataclass
from glob import glob, escape

from .volumes import Volume

_FIRST_USER, _NOBODY = 1000, (65534, 65535)
# What a shell or a desktop makes in every home.
_OF_A_HOME = (".bashrc", ".profile", ".bash_history", ".zshrc", ".config", ".local")
# Subvolumes with a system: those of Debian, Ubuntu, Arch and Fedora; those of openSUSE.
_SYSTEMS = ("*", "@/.snapshots/*/snapshot")


@dataclass(frozen=True)
class Home:
    """`path` is where it is mounted, `home` what its own system calls it."""

    name: str
    path: str
    home: str


def linux_homes(volumes: list[Volume]) -> tuple[list[Home], list[tuple[str, str]]]:
    """(the homes, (reason, what) of those that cannot be saved)."""
    homes: dict[str, Home] = {}
    skipped: list[tuple[str, str]] = []
    bases = [base for volume in volumes for base in _bases(volume)]
    for system in [base for base in bases if os.path.isfile(f"{base}/etc/passwd")]:
        for name, home in _accounts(system):
            path = next((each for each in _places(home, system, bases) if _is_home(each, volumes)), None)
            if path is None:
                skipped.append(("profile-not-on-this-disk", f"{name} {home}"))
            else:
                homes.setdefault(os.path.realpath(path), Home(name, path, home))
    for base in bases:
        for path in [*_people_in(f"{base}/home"), *_without_account(base, volumes, homes, skipped)]:
            homes.setdefault(os.path.realpath(path), Home(os.path.basename(path), path, path[len(base) :]))
    return list(homes.values()), skipped


def _bases(volume: Volume) -> list[str]:
    """The folder of the volume, and what may be a subvolume with a system or with homes."""
    below = [path for pattern in _SYSTEMS for path in glob(f"{escape(volume.root)}/{pattern}")]
    systems = [path for path in below if os.path.isfile(f"{path}/etc/passwd") and not os.path.islink(path)]
    beside = [path for path in (f"{volume.root}/@", f"{volume.root}/@home") if os.path.isdir(path)] if systems else []
    return list(dict.fromkeys([volume.root, *systems, *beside]))


def _accounts(system: str) -> list[tuple[str, str]]:
    """(name, home) of people."""
    try:
        with open(f"{system}/etc/passwd", encoding="utf-8", errors="surrogateescape") as lines:
            accounts = [line.rstrip("\n").split(":") for line in lines]
    except OSError:
        return []
    people = [fields for fields in accounts if len(fields) >= 7 and fields[2].isdigit() and _is_person(int(fields[2]))]
    normal = [(fields[0], os.path.normpath(fields[5])) for fields in people if fields[5].startswith("/")]
    return [(name, home) for name, home in normal if home != "/"]


def _is_person(uid: int) -> bool:
    return uid >= _FIRST_USER and uid not in _NOBODY


def _places(home: str, system: str, bases: list[str]) -> list[str]:
    """Below its system, or where another volume has it: as /home/anna, or as anna on a volume that is /home."""
    others = [base for base in bases if base != system]
    return [f"{system}{home}", *(f"{base}{home}" for base in others), *(f"{base}/{os.path.basename(home)}" for base in others)]


def _is_home(path: str, volumes: list[Volume]) -> bool:
    """Not one that a link of the old system leads out of its volumes to: that is a folder of this environment."""
    real = os.path.realpath(path)
    inside = any(real.startswith(f"{os.path.realpath(volume.root)}/") for volume in volumes)
    return inside and os.path.isdir(path) and len(os.listdir(path)) > 0


def _people_in(folder: str) -> list[str]:
    """The folders of people in /home; those of a domain may be one deeper: /home/CORP/anna."""
    if os.path.islink(folder) or not os.path.isdir(folder):
        return []
    found = []
    for path in _folders(folder):
        if _is_person(os.lstat(path).st_uid):
            found.append(path)
        else:
            found += [below for below in _folders(path) if _is_person(os.lstat(below).st_uid)]
    return [path for path in found if os.listdir(path)]


def _without_account(base: str, volumes: list[Volume], homes: dict, skipped: list) -> list[str]:
    """The homes on a volume that is /home itself; another folder of a person there is named."""
    is_system = os.path.isdir(f"{base}/etc")
    own = [path for path in ([] if is_system else _folders(base)) if _is_person(os.lstat(path).st_uid)]
    taken = [path for path in own if any(os.path.lexists(f"{path}/{name}") for name in _OF_A_HOME)]
    number = next(volume.number for volume in volumes if base == volume.root or base.startswith(f"{volume.root}/"))
    for path in own:
        if path not in taken and os.path.realpath(path) not in homes:
            skipped.append(("folder-of-no-account", f"partition {number} {os.path.basename(path)}"))
    return taken


def _folders(path: str) -> list[str]:
    return sorted(entry.path for entry in os.scandir(path) if entry.is_dir(follow_symlinks=False))
