"""The files of drivers on the volume of Windows: fetched by their digest, and read again from the disk at the end."""

import hashlib
import os
from dataclasses import dataclass

from ..errors import AgentError
from ..fetch import stream
from ..ntfs_rights import give_rights, keep_rights
from ..report import Report
from ..windows_path import make_folders, windows_path
from .injection import Place, refused

REPOSITORY = "Windows/System32/DriverStore/FileRepository"
_PIECE = 1 << 20


@dataclass(frozen=True)
class WantedFile:
    """A file at `path` of the volume, and where its bytes come from."""

    path: str
    url: str
    sha256: str
    bytes: int


def files_of(injection: dict, place: Place) -> list[WantedFile]:
    """All files of an injection: where the INF puts them, all of them in the driver store, and the INF in Windows/INF.

    Windows starts without INF and catalogue, with the .sys alone; they serve what comes later (pnputil, upgrades).
    """
    inf = injection["inf"]
    store = f"{REPOSITORY}/{inf['package']}"
    given = [_wanted(file, file["path"]) for file in injection["files"]]
    stored = {file.sha256 for file in given if file.path.lower().startswith(f"{store}/".lower())}
    copies = {f"{store}/{_name(file.path)}": file for file in given if file.sha256 not in stored}
    more = [WantedFile(path, file.url, file.sha256, file.bytes) for path, file in copies.items()]
    own = next((file for file in given if _name(file.path).lower() == inf["name"].lower()), None)
    if own is not None:
        more.append(WantedFile(f"Windows/INF/{place.oem}", own.url, own.sha256, own.bytes))
    return [*given, *more]


def image_of(injection: dict) -> WantedFile:
    """The file that the service loads. It must be one of the package: without it Windows would not start."""
    path = injection["service"]["imagePath"].replace("\\", "/").lstrip("/")
    for prefix in ("systemroot/", "%systemroot%/"):
        if path.lower().startswith(prefix):
            path = path[len(prefix) :]
    wanted = f"Windows/{path}".lower()
    for file in injection["files"]:
        if file["path"].lower() == wanted:
            return _wanted(file, file["path"])
    name = injection["service"]["name"]
    raise refused(
        f"le service « {name} » charge {path}, que le paquet ne donne pas",
        f"the service '{name}' loads {path}, which the package does not give",
    )


def _wanted(file: dict, path: str) -> WantedFile:
    return WantedFile(path, file["url"], file["sha256"], int(file["bytes"]))


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def write_files(root: str, files: list[WantedFile], report: Report) -> None:
    """Writes the files that are not there yet, each beside its place first, so that none is ever half there."""
    done, total = 0, sum(file.bytes for file in files)
    for file in files:
        windows_path(root, file.path)  # a path outside Windows is refused before the first file is written
    for file in files:
        path = windows_path(root, file.path)
        if not os.path.isfile(path) or digest_of(path) != file.sha256:
            _write(root, path, file)
        done += file.bytes
        report.progress(done, total)


def _write(root: str, path: str, file: WantedFile) -> None:
    make_folders(root, os.path.dirname(path))
    fresh, digest = f"{path}.etabli", hashlib.sha256()
    try:
        with open(fresh, "wb") as target:
            for piece in stream(file.url, file.bytes):
                digest.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        if digest.hexdigest() != file.sha256:
            raise _wrong_digest(file, digest.hexdigest())
        if os.path.exists(path):
            keep_rights(path, fresh)
        else:
            give_rights(fresh)
        os.replace(fresh, path)
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)


def _wrong_digest(file: WantedFile, found: str) -> AgentError:
    return AgentError(
        "permanent",
        f"{file.path} : empreinte {found} reçue, {file.sha256} attendue ; le fichier n'a pas été écrit",
        f"{file.path}: digest {found} received, {file.sha256} expected; the file was not written",
        "Le paquet de pilotes est corrompu sur le serveur : réimportez-le, puis relancez.",
        "The driver package is corrupted on the server: import it again, then retry.",
    )


def digest_of(path: str) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def prove_files(root: str, files: list[WantedFile]) -> None:
    """AgentError('permanent') unless the volume, mounted again, has every file with its digest."""
    for file in files:
        path = windows_path(root, file.path)
        found = digest_of(path) if os.path.isfile(path) else "-"
        if found != file.sha256:
            raise AgentError(
                "permanent",
                f"{file.path}, relu sur le disque : empreinte {found} au lieu de {file.sha256}",
                f"{file.path}, read back from the disk: digest {found} instead of {file.sha256}",
                "Relancez ; si l'erreur revient, contrôlez la santé du disque.",
                "Retry; if the error comes back, check the disk's health.",
            )
