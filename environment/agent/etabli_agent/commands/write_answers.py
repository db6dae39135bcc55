"""Writes the answer file and the files of the first boot into the volume of Windows, and reads them back."""

import base64
import binascii
import hashlib
import os
import re
import stat

from ..errors import AgentError
from ..ntfs_rights import give_rights
from ..report import Report
from ..run import run as system
from ..target_disk import find_disk
from ..windows_volume import device_of, windows_volume

MOST_BYTES = 32 << 20
# Found and removed by the next run when this one is killed.
TEMPORARY = "etabli-write.tmp"
# What Windows refuses in a name: [MS-FSCC] 2.1.5. A colon would name an alternate stream.
_BAD = re.compile(r'[\x00-\x1f"*/:<>?\\|]|[ .]$')


def run(parameters: dict, report: Report) -> dict:
    """Safe to repeat: each file is either the old one or the new one."""
    files = [(_parts(item["path"]), item["path"], _bytes(item)) for item in parameters["files"]]
    if sum(len(data) for _, _, data in files) > MOST_BYTES:
        raise AgentError(
            "permanent",
            f"Plus de {MOST_BYTES} octets à écrire : ce ne sont pas des fichiers de réponses",
            f"More than {MOST_BYTES} bytes to write: these are no answer files",
        )
    disk, partitions = find_disk(parameters["disk"]), parameters["partitions"]
    with windows_volume(disk, partitions) as root:
        for parts, path, data in files:
            _write(root, parts, data)
            report.log(f"{path}: {len(data)} bytes")
    # The volume is mounted again, from the disk: what was only in memory would not be found.
    system(["blockdev", "--flushbufs", device_of(disk, partitions, "windows")], accept=(0, 1))
    with windows_volume(disk, partitions, read_only=True) as root:
        return {"files": [_read_back(root, parts, path, data) for parts, path, data in files]}


def _parts(path: str) -> list[str]:
    """`Windows/Panther/unattend.xml` as names. AgentError('permanent') for a path that leads elsewhere."""
    parts = path.split("/")
    if len(path) > 1000 or any(not part or part in (".", "..") or _BAD.search(part) for part in parts):
        raise AgentError(
            "permanent",
            f"Chemin refusé : {path!r} ; attendu : des noms de Windows séparés par /, sous le volume",
            f"Path refused: {path!r}; expected: names of Windows separated by /, below the volume",
        )
    return parts


def _bytes(item: dict) -> bytes:
    try:
        return base64.b64decode(item["base64"], validate=True)
    except (binascii.Error, ValueError) as cause:
        raise AgentError(
            "permanent",
            f"{item['path']} : contenu base64 illisible",
            f"{item['path']}: unreadable base64 content",
        ) from cause


def _open_folder(root: str, parts: list[str], make: bool) -> int:
    """The folder with these names, in whatever case they stand there. Links and junctions are not followed."""
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    for index, part in enumerate(parts):
        try:
            name = _standing(here, part)
            if name is None:
                if not make:
                    raise _gone("/".join(parts[: index + 1]))
                name = part
                os.mkdir(name, dir_fd=here)
                give_rights(_path(here, name), secret=True)
            mode = os.stat(name, dir_fd=here, follow_symlinks=False).st_mode
            if not stat.S_ISDIR(mode):
                raise AgentError(
                    "permanent",
                    f"{'/'.join(parts[: index + 1])} n'est pas un dossier",
                    f"{'/'.join(parts[: index + 1])} is not a folder",
                )
            below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here


def _path(folder: int, name: str) -> str:
    """A path for calls that take no folder. proc(5): it leads to the open folder itself."""
    return f"/proc/self/fd/{folder}/{name}"


def _standing(folder: int, name: str) -> str | None:
    """The name as it stands in the folder: Windows would find it whatever its case."""
    names = os.listdir(folder)
    if name in names:
        return name
    same = [other for other in names if other.lower() == name.lower()]
    if len(same) > 1:
        raise AgentError(
            "permanent",
            f"Plusieurs noms ne diffèrent que par la casse : {', '.join(sorted(same))}",
            f"Several names differ by case alone: {', '.join(sorted(same))}",
        )
    return same[0] if same else None


def _write(root: str, parts: list[str], data: bytes) -> None:
    folder = _open_folder(root, parts[:-1], make=True)
    try:
        name = _standing(folder, parts[-1]) or parts[-1]
        _must_be_file(folder, name, "/".join(parts))
        if TEMPORARY in os.listdir(folder):
            os.unlink(TEMPORARY, dir_fd=folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with os.fdopen(os.open(TEMPORARY, flags, 0o600, dir_fd=folder), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        give_rights(_path(folder, TEMPORARY), secret=True)
        os.rename(TEMPORARY, name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    finally:
        os.close(folder)


def _must_be_file(folder: int, name: str, path: str) -> None:
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        raise AgentError("permanent", f"{path} n'est pas un fichier", f"{path} is not a file")


def _read_back(root: str, parts: list[str], path: str, data: bytes) -> dict:
    folder = _open_folder(root, parts[:-1], make=False)
    try:
        name = _standing(folder, parts[-1])
        if name is None:
            raise _gone(path)
        with os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=folder), "rb") as file:
            found = file.read()
    finally:
        os.close(folder)
    expected, sha256 = hashlib.sha256(data).hexdigest(), hashlib.sha256(found).hexdigest()
    if sha256 != expected:
        raise AgentError(
            "transient",
            f"{path}, relu sur le disque, n'est pas ce qui a été écrit : {sha256} au lieu de {expected}",
            f"{path}, read back from the disk, is not what was written: {sha256} instead of {expected}",
            "Si cela se répète, le disque est défectueux : remplacez-le.",
            "If this happens again, the disk is faulty: replace it.",
        )
    return {"path": path, "sha256": sha256, "bytes": len(found)}


def _gone(path: str) -> AgentError:
    return AgentError(
        "transient",
        f"{path} a été écrit mais n'est plus sur le disque",
        f"{path} was written but is not on the disk any more",
    )
