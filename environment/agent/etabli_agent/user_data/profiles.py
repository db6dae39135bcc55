"""The users of an old system: those of Windows by its registry, not by the names of folders; those of Linux by linux_homes."""

import fnmatch
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from ..hive import Hive, open_hive
from ..windows_path import windows_path
from .letters import Letters
from .linux_homes import linux_homes
from .volumes import Volume

_LIST = "Microsoft\\Windows NT\\CurrentVersion\\ProfileList"
SOFTWARE = "Windows/System32/config/SOFTWARE"
# Accounts of people: local ones, those of a domain, those of Entra ID.
_PEOPLE = ("S-1-5-21-", "S-1-12-1-")
# Folders that Windows itself makes.
_NOBODYS = ("public", "default", "default user", "all users", "defaultuser0", "defaultapppool")


@dataclass(frozen=True)
class Profile:
    """`path` is the mounted folder of the user, `home` what his own system calls it (`C:\\Users\\Anna`)."""

    name: str
    path: str
    home: str
    system: str
    sid: str | None = None
    last_used: datetime | None = None
    letters: Letters | None = None


@dataclass
class Found:
    profiles: list[Profile] = field(default_factory=list)
    # (reason, what) of users whose folder is not on this disk.
    skipped: list[tuple[str, str]] = field(default_factory=list)


def find_profiles(volumes: list[Volume]) -> Found:
    """Those of every system on the volumes."""
    found = Found()
    for volume in volumes:
        if volume.system == "windows":
            _of_windows(volume, volumes, found)
    homes, skipped = linux_homes([volume for volume in volumes if volume.system == "linux"])
    found.profiles += [Profile(home.name, home.path, home.home, "linux", None, _modified(home.path)) for home in homes]
    found.skipped += skipped
    return found


def _of_windows(volume: Volume, volumes: list[Volume], found: Found) -> None:
    path = windows_path(volume.root, SOFTWARE)
    if not os.path.isfile(path):
        found.skipped.append(("volume-without-windows", f"partition {volume.number}"))
        return
    letters = Letters(volume, volumes)
    with open_hive(path) as hive:
        for key in hive.keys(_LIST):
            sid = key.removesuffix(".bak")  # Windows gives this name to a profile that it could not load
            if sid.startswith(_PEOPLE):
                _windows_profile(letters, hive, key, sid, found)
    _name_others(volume, found)


def _name_others(volume: Volume, found: Found) -> None:
    """What stays of a profile that was taken out of the registry: nobody's, but somebody may miss it."""
    users, known = windows_path(volume.root, "Users"), {profile.path for profile in found.profiles}
    for entry in sorted(os.scandir(users), key=lambda each: each.name) if os.path.isdir(users) else []:
        if entry.is_dir(follow_symlinks=False) and entry.path not in known and entry.name.lower() not in _NOBODYS:
            found.skipped.append(("folder-of-no-account", f"Users/{entry.name}"))


def _windows_profile(letters: Letters, hive: Hive, key: str, sid: str, found: Found) -> None:
    home = str(hive.get(f"{_LIST}\\{key}", "ProfileImagePath") or "").replace("%SystemDrive%", "C:")
    path = letters.find(home)
    name = home.rpartition("\\")[2]
    if path is None or not os.path.isdir(path):
        found.skipped.append(("profile-not-on-this-disk", f"{sid} {home}"))
        return
    if any(known.path == path for known in found.profiles):
        return
    found.profiles.append(Profile(name, path, home, "windows", sid, _last_used(hive, key, path), letters))


def _last_used(hive: Hive, key: str, path: str) -> datetime | None:
    """By the registry, or else by the hive of the user, which is written at the end of each session."""
    times = [_filetime(hive, key, kind) for kind in ("LocalProfileUnloadTime", "LocalProfileLoadTime")]
    latest = max((each for each in times if each is not None), default=None)
    if latest is not None:
        return latest
    try:
        return _modified(windows_path(path, "NTUSER.DAT"))
    except OSError:
        return None


def _modified(path: str) -> datetime:
    return datetime.fromtimestamp(os.stat(path).st_mtime, timezone.utc)


def _filetime(hive: Hive, key: str, kind: str) -> datetime | None:
    high, low = (hive.get(f"{_LIST}\\{key}", f"{kind}{half}") for half in ("High", "Low"))
    if not isinstance(high, int) or not isinstance(low, int) or not high:
        return None
    return datetime(1601, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=((high << 32) | low) // 10)


def chosen(profiles: list[Profile], rule: str | dict, now: datetime) -> tuple[list[Profile], list[Profile]]:
    """(those that the rule takes, the others). A profile whose last use is unknown counts as used now."""
    if rule == "all":
        return profiles, []
    taken = [profile for profile in profiles if _takes(rule, profile, now)]
    return taken, [profile for profile in profiles if profile not in taken]


def _takes(rule: dict, profile: Profile, now: datetime) -> bool:
    name, days = profile.name.lower(), rule.get("usedWithinDays")
    if not any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in rule.get("names", ["*"])):
        return False
    if any(fnmatch.fnmatchcase(name, pattern.lower()) for pattern in rule.get("exclude", [])):
        return False
    return days is None or profile.last_used is None or now - profile.last_used <= timedelta(days=days)
