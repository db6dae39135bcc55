"""Driver packages that Windows installs itself at its first boot: their files, and the list that it goes through.

`packages.json`: {packages: [{folder, inf, class, provider, version}]}, one entry an INF, `inf` a path below `folder`
with `\\`, in the order in which they are to be installed: network first, so that the PC can call home.
"""

import json
import os

from ..ntfs_rights import give_rights
from ..windows_path import make_folders, windows_path
from .driver_files import WantedFile

FOLDER = "Windows/Etabli/Drivers"
LIST = f"{FOLDER}/packages.json"


def files_of_packages(packages: list[dict]) -> list[WantedFile]:
    return [
        WantedFile(f"{FOLDER}/{package['folder']}/{file['path']}", file["url"], file["sha256"], int(file["bytes"]))
        for package in packages
        for file in package["files"]
    ]


def listed(packages: list[dict]) -> list[dict]:
    """The entries of packages.json. A package names its INFs in `infs`; otherwise every .inf of it is one."""
    entries = [_entry(package, inf) for package in packages for inf in _infs(package)]
    return sorted(entries, key=lambda entry: entry["class"].lower() != "net")


def _infs(package: dict) -> list[dict]:
    if "infs" in package:
        return package["infs"]
    paths = [file["path"] for file in package["files"]]
    return [{**package, "path": path} for path in paths if path.lower().endswith(".inf")]


def _entry(package: dict, inf: dict) -> dict:
    return {
        "folder": package["folder"],
        "inf": inf["path"].replace("/", "\\"),
        "class": inf.get("class") or package.get("class") or "",
        "provider": inf.get("provider") or package.get("provider") or "",
        "version": inf.get("version") or package.get("version") or "",
    }


def write_list(root: str, packages: list[dict]) -> dict:
    """Writes packages.json, also without packages: the first boot then knows that there are none."""
    value = {"packages": listed(packages)}
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
