"""Which folders of a profile are saved, and where each is put back below the new one."""

import os
from dataclasses import dataclass

from ..errors import AgentError
from ..hive import open_hive
from ..windows_path import windows_path
from .profiles import Profile
from .reading import hindrance
from .volumes import refused

_SHELL = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders"
# The folder below the profile, and its name in User Shell Folders, which says where it really is.
KNOWN = {
    "desktop": ("Desktop", "Desktop"),
    "documents": ("Documents", "Personal"),
    "downloads": ("Downloads", "{374DE290-123F-4565-9164-39C4925E467B}"),
    "pictures": ("Pictures", "My Pictures"),
    "music": ("Music", "My Music"),
    "videos": ("Videos", "My Video"),
    "favorites": ("Favorites", "Favorites"),
    "signatures": ("AppData/Roaming/Microsoft/Signatures", None),
}


@dataclass(frozen=True)
class Root:
    """A folder that is saved with all below it; `to` is relative to the folder of the user."""

    path: str
    to: str


def roots_of(profile: Profile, rules: dict) -> tuple[list[Root], list[tuple[str, str]]]:
    """(the folders, what of them cannot be saved). All of a Linux home is one folder."""
    if profile.system == "linux":
        return [Root(profile.path, "")], []
    folders = rules.get("folders", {})
    roots, elsewhere = [], []
    redirected = _redirected(profile)
    for kind in folders.get("known", KNOWN):
        usual, name = KNOWN[kind]
        _add_known(profile, usual, redirected.get((name or "").lower(), ""), roots, elsewhere)
    for path in folders.get("add", []):
        _add(profile, windows_path(profile.path, path), path, roots, elsewhere)
    return _outermost(roots), elsewhere


def _add_known(profile: Profile, usual: str, value: str, roots: list, elsewhere: list) -> None:
    """The folder where Windows has it, for instance in OneDrive; and what is left where it usually is."""
    own = windows_path(profile.path, usual)
    expanded = _expanded(value, profile)
    moved = profile.letters.find(expanded) if expanded else own
    if moved is None:
        elsewhere.append(("folder-not-on-this-disk", f"{profile.name} {usual}: {expanded}"))
    elif moved != own:
        _add(profile, moved, usual, roots, elsewhere)
        _add(profile, own, f"{usual} (local)", roots, elsewhere)
        return
    _add(profile, own, usual, roots, elsewhere)


def _add(profile: Profile, path: str, to: str, roots: list, elsewhere: list) -> None:
    """A folder that is a link, or that the cloud has, is named: what is in it cannot be read from here."""
    if not os.path.lexists(path) or any(root.path == path for root in roots):
        return
    reason, may_go = hindrance(path, os.lstat(path).st_mode)
    if not may_go:
        raise refused(
            f"le dossier {to} de {profile.name} ne peut pas être lu d'ici ({reason})",
            f"the folder {to} of {profile.name} cannot be read from here ({reason})",
            "Copiez-le ailleurs dans Windows, puis relancez ; ou ôtez-le de userData.backup.folders.",
            "Copy it elsewhere in Windows, then retry; or take it out of userData.backup.folders.",
        )
    if reason is None and os.path.isdir(path):
        roots.append(Root(path, to))
    else:
        elsewhere.append((reason or "no-folder", f"{profile.name} {to}"))


def _outermost(roots: list[Root]) -> list[Root]:
    """Without those that are inside another one, as a redirected folder may be inside one that was added."""
    paths = [root.path for root in roots]
    return [root for root in roots if not any(root.path.startswith(f"{path}/") for path in paths)]


def _redirected(profile: Profile) -> dict[str, str]:
    path = windows_path(profile.path, "NTUSER.DAT")
    if not os.path.isfile(path):
        return {}
    try:
        with open_hive(path) as hive:
            values = hive.values(_SHELL)
    except AgentError as cause:
        raise AgentError(
            "operator",
            f"Sauvegarde refusée, rien n'a été effacé : le registre de {profile.name} est illisible, ses dossiers sont "
            f"peut-être ailleurs : {cause.fr}",
            f"Backup refused, nothing was erased: the registry of {profile.name} cannot be read, his folders may be "
            f"elsewhere: {cause.en}",
            "Ouvrez et fermez une session de cet utilisateur dans Windows, arrêtez le PC, puis relancez ; ou laissez ce "
            "profil de côté (userData.backup.profiles.exclude).",
            "Log this user on and off in Windows, shut the PC down, then retry; or leave this profile out "
            "(userData.backup.profiles.exclude).",
        ) from cause
    return {name.lower(): str(data) for name, (_, data) in values.items()}


def _expanded(value: str, profile: Profile) -> str:
    for name in ("%USERPROFILE%", "%userprofile%", "%UserProfile%"):
        value = value.replace(name, profile.home)
    return value.replace("%SystemDrive%", "C:").replace("%USERNAME%", profile.name)
