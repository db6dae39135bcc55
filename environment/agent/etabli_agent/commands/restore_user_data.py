"""restore-user-data {disk, partitions, snapshot, repositoryUrl, ticket, password}: puts saved data onto the new Windows.

It stands in a folder of the volume that SYSTEM and administrators alone may open, one folder a user, until the
installed Windows gives it to its users: a folder of a user that is there before his first logon would make Windows
give him another one. `<number>.tsv` beside each says for Windows what is in it: digest, size, attributes, path.
Read back after the volume was mounted again. Safe to repeat.
Result: {files, bytes, profiles: [{name, folder, files, bytes}], skipped: [{reason, count, examples}]}.
"""

import os
import shutil

from ..errors import AgentError
from ..ntfs_rights import give_rights
from ..report import Report
from ..run import run as system
from ..target_disk import find_disk
from ..user_data import manifest
from ..user_data.reading import HIDDEN_AND_SUCH
from ..user_data.restic import Repository
from ..user_data.volumes import BASE
from ..user_data.walk import Entry, digest_of
from ..windows_volume import device_of, windows_volume

FOLDER = "Etabli-UserData"
# Alternate streams as extended attributes, as they were saved.
OPTIONS = "streams_interface=xattr,windows_names,big_writes"
_ATTRIBUTES = "system.ntfs_attrib_be"
_RESERVE = 2 << 30
_NAMED = 5


def run(parameters: dict, report: Report) -> dict:
    disk, partitions, snapshot = find_disk(parameters["disk"]), parameters["partitions"], parameters["snapshot"]
    repository = Repository(parameters["repositoryUrl"], parameters["ticket"], parameters["password"])
    _, content = repository.run(["dump", "--no-lock", snapshot, f"{BASE}/{manifest.NAME}"])
    listed = manifest.read(content)
    mine = {number for number, profile in enumerate(listed.profiles) if profile["sid"] is not None}
    files = [(number, entry) for number, entry in listed.files() if number in mine]
    total = sum(entry.size for _, entry in files)
    with windows_volume(disk, partitions, options=OPTIONS) as root:
        _check_room(root, total)
        _place(root, repository, snapshot, listed, mine, lambda done: report.progress(min(done, total), 2 * total))
        _dress(root, [item for item in listed.entries if item[0] in mine])
        for number in mine:
            _write_list(root, number, [entry for profile, entry in listed.entries if profile == number])
    # What was only in memory must not count as read back.
    system(["blockdev", "--flushbufs", device_of(disk, partitions, "windows")], accept=(0, 1))
    with windows_volume(disk, partitions, read_only=True, options=OPTIONS) as root:
        _prove(root, files, lambda done: report.progress(total + done, 2 * total))
    return _result(listed, mine, files)


def _place(root: str, repository: Repository, snapshot: str, listed: manifest.Manifest, mine: set, progress) -> None:
    """Each folder that was saved, below the one of its user. The rights come first: nobody else may look meanwhile."""
    top = f"{root}/{FOLDER}"
    _make(top)
    done = 0
    for saved in listed.roots:
        if saved["profile"] not in mine:
            continue
        target = top
        for part in [str(saved["profile"]), *saved["to"].split("/")]:
            target = f"{target}/{part}"
            _make(target)
        repository.run(["restore", "--no-lock", "--quiet", f"{snapshot}:{saved['path']}", "--target", target])
        done += sum(e.size for number, e in listed.files() if number == saved["profile"] and e.path.startswith(f"{saved['path']}/"))
        progress(done)


def _make(folder: str) -> None:
    os.makedirs(folder, exist_ok=True)
    give_rights(folder, secret=True)  # also to one that is there: an agent that was killed may have made it alone


def _dress(root: str, entries: list[tuple[int, Entry]]) -> None:
    """The rights of what was put back, and the attributes that restic does not keep: hidden, read-only."""
    for number, entry in entries:
        path = _path(root, number, entry)
        give_rights(path, secret=True)
        kept = entry.attributes & HIDDEN_AND_SUCH
        if kept:
            os.setxattr(path, _ATTRIBUTES, kept.to_bytes(4, "big"))


def _path(root: str, number: int, entry: Entry) -> str:
    return f"{root}/{FOLDER}/{number}/{entry.to}"


def _write_list(root: str, number: int, entries: list[Entry]) -> None:
    """Folders first, with `-` for a digest: an empty one is in no path of a file."""
    path = f"{root}/{FOLDER}/{number}.tsv"
    with open(path, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        for entry in sorted(entries, key=lambda each: each.sha256 != ""):
            windows = entry.to.replace("/", "\\")
            file.write(f"{entry.sha256 or '-'}\t{entry.size}\t{entry.attributes & HIDDEN_AND_SUCH}\t{windows}\n")
    give_rights(path, secret=True)


def _prove(root: str, files: list[tuple[int, Entry]], progress) -> None:
    wrong, done = [], 0
    for number, entry in files:
        path = _path(root, number, entry)
        try:
            same = digest_of(path) == (entry.sha256, entry.size)
        except OSError:
            same = False
        wrong += [] if same else [entry.to]
        done += entry.size
        progress(done)
    if wrong:
        names = ", ".join([*wrong[:_NAMED], *(["…"] if len(wrong) > _NAMED else [])])
        raise AgentError(
            "permanent",
            f"{len(wrong)} fichiers remis, relus sur le disque, ne sont pas ceux de la sauvegarde : {names}",
            f"{len(wrong)} files that were put back, read from the disk, are not those of the backup: {names}",
            "Relancez ; si l'erreur revient, contrôlez la santé du disque. La sauvegarde reste sur le serveur.",
            "Retry; if the error comes back, check the disk's health. The backup stays on the server.",
        )


def _check_room(root: str, total: int) -> None:
    free = shutil.disk_usage(root).free - _RESERVE
    if total > free:
        raise AgentError(
            "operator",
            f"{total} octets à remettre, la partition de Windows en a {max(free, 0)} de libres : rien n'y a été mis",
            f"{total} bytes to put back, the partition of Windows has {max(free, 0)} free: nothing was put there",
            "Agrandissez la partition de Windows dans le profil, ou ôtez restore et sortez les fichiers à la main "
            "(etabli userdata restore-files).",
            "Make the partition of Windows larger in the profile, or take restore out and take the files out by hand "
            "(etabli userdata restore-files).",
        )


def _result(listed: manifest.Manifest, mine: set, files: list[tuple[int, Entry]]) -> dict:
    others = [profile["name"] for number, profile in enumerate(listed.profiles) if number not in mine]
    return {
        "files": len(files),
        "bytes": sum(entry.size for _, entry in files),
        "profiles": [
            {"name": profile["name"], "folder": str(number), "files": profile["files"], "bytes": profile["bytes"]}
            for number, profile in enumerate(listed.profiles)
            if number in mine
        ],
        "skipped": [{"reason": "home-of-linux", "count": len(others), "examples": others[:10]}] if others else [],
    }
