"""Driver packages that Windows installs itself at its first boot: their files, and the list that it goes through.

`packages.json`: {packages: [{folder, inf, class, provider, version}]}, one entry an INF, `inf` a path below `folder`
with `\\`, in the order in which they are to be installed: network first, so that the PC can call home.
"""

import json
import os

from ..ntfs_rights import give_rights
from ..windows_path import make_folders, windows_path
from .driver_files import WantedFile
from .inf_words import inf_words

FOLDER = "Windows/Etabli/Drivers"
LIST = f"{FOLDER}/packages.json"


def files_of_packages(packages: list[dict]) -> list[WantedFile]:
    return [
        WantedFile(f"{FOLDER}/{package['folder']}/{file['path']}", file["url"], file["sha256"], int(file["bytes"]))
        for package in packages
        for file in package["files"]
    ]


def listed(root: str, packages: list[dict]) -> list[dict]:
    """The entries of packages.json: the INFs that the server names in `infs`, with their words, else each .inf."""
    entries = [_entry(root, package, inf) for package in packages for inf in _infs(package)]
    return sorted(entries, key=lambda entry: entry["class"].lower() != "net")


def _infs(package: dict) -> list[dict]:
    """[{path, class, provider, version}], or the paths alone."""
    paths = [file["path"] for file in package["files"] if file["path"].lower().endswith(".inf")]
    return package.get("infs") or [{"path": path} for path in paths]


def _entry(root: str, package: dict, inf: dict) -> dict:
    words = {name: inf[name] for name in ("class", "provider", "version") if name in inf}
    if not words:
        with open(windows_path(root, f"{FOLDER}/{package['folder']}/{inf['path']}"), "rb") as file:
            words = inf_words(file.read())
    return {"folder": package["folder"], "inf": inf["path"].replace("/", "\\")} | words


def write_list(root: str, packages: list[dict]) -> dict:
    """Writes packages.json, also without packages: the first boot then knows that there are none."""
    value = {"packages": listed(root, packages)}
    path = windows_path(root, LIST)
    make_folders(root, os.path.dirname(path))
    fresh = f"{path}.etabli"
    with open(fresh, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    give_rights(fresh)
    os.replace(fresh, path)
    return value


def read_list(root: str) -> dict:
    with open(windows_path(root, LIST), encoding="utf-8") as file:
        return json.load(file)
