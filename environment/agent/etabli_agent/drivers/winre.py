"""The same drivers in the recovery environment of Windows, an image of its own with its own registry.

Without the driver of its disk's controller, recovery sees no disk. A recovery that cannot take them stays as it is,
with the cause: Windows itself starts without it.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass

from ..errors import AgentError
from ..ntfs_rights import keep_rights
from ..windows_path import windows_path
from .driver_files import WantedFile, digest_of, files_of
from .recovery_image import extract_registry, header_of, prove_image_files, update
from .system_hive import HIVE, places_for, prove_injections, write_injections

IMAGE = "Windows/System32/Recovery/Winre.wim"


@dataclass(frozen=True)
class Recovery:
    """`state`: injected, absent or unchanged, with `why` in both languages; `sha256` of an injected image."""

    state: str
    why: tuple[str, str] | None = None
    sha256: str | None = None

    def as_json(self) -> dict:
        why = {"winreWhy": {"fr": self.why[0], "en": self.why[1]}} if self.why else {}
        return {"winre": self.state} | why


def inject_into_recovery(root: str, injections: list[dict], written: list[WantedFile]) -> Recovery:
    """Changes a copy of the image, which takes its place once everything in it was read back.

    @param written the files of the injections as they are on the volume by now
    """
    path = windows_path(root, IMAGE)
    if not os.path.isfile(path):
        return Recovery("absent")
    if not injections:
        return Recovery("unchanged", ("aucun pilote de démarrage à y mettre", "no boot driver to put into it"))
    fresh = f"{path}.etabli"
    try:
        with tempfile.TemporaryDirectory() as folder:
            sources = {file.sha256: windows_path(root, file.path) for file in written}
            return _changed(path, fresh, injections, sources, folder)
    except AgentError as cause:
        return Recovery("unchanged", (cause.fr, cause.en))
    except OSError as cause:
        return Recovery("unchanged", (f"l'image ne peut pas être réécrite : {cause}", f"the image cannot be rewritten: {cause}"))
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)


def _changed(path: str, fresh: str, injections: list[dict], sources: dict[str, str], folder: str) -> Recovery:
    before = header_of(path)
    if before.get("Image Count") != "1":
        count = before.get("Image Count")
        raise AgentError("permanent", f"{path} a {count} images, une est attendue", f"{path} has {count} images, one is expected")
    extract_registry(path, f"{folder}/tree")
    places = places_for(f"{folder}/tree", injections)
    files = [file for each, place in zip(injections, places) for file in files_of(each, place)]
    new_keys = write_injections(f"{folder}/tree", injections, places)
    if not new_keys and _holds(path, files, f"{folder}/held"):
        return Recovery("injected", sha256=digest_of(path))
    shutil.copyfile(path, fresh)
    hive = windows_path(f"{folder}/tree", HIVE)
    update(fresh, [(hive, HIVE), *((sources[file.sha256], file.path) for file in files)])
    _prove(fresh, before, injections, files, f"{folder}/proof")
    keep_rights(path, fresh)
    digest = digest_of(fresh)
    with open(fresh, "rb") as file:
        os.fsync(file.fileno())
    os.replace(fresh, path)
    return Recovery("injected", sha256=digest)


def _holds(image: str, files: list[WantedFile], folder: str) -> bool:
    try:
        prove_image_files(image, files, folder)
    except AgentError:
        return False
    return True


def _prove(image: str, before: dict, injections: list[dict], files: list[WantedFile], folder: str) -> None:
    after = header_of(image)
    for field in ("Boot Index", "Image Count", "Chunk Size"):
        if before.get(field) != after.get(field):
            was, now = before.get(field), after.get(field)
            raise AgentError("permanent", f"{image} : {field} était {was}, est {now}", f"{image}: {field} was {was}, is {now}")
    extract_registry(image, f"{folder}/registry")
    prove_injections(f"{folder}/registry", injections, places_for(f"{folder}/registry", injections))
    prove_image_files(image, files, f"{folder}/files")


def prove_recovery(root: str, recovery: Recovery) -> None:
    """AgentError('permanent') unless the volume, mounted again, has the image that was proved to hold the drivers."""
    if recovery.sha256 is None:
        return
    found = digest_of(windows_path(root, IMAGE))
    if found != recovery.sha256:
        raise AgentError(
            "permanent",
            f"{IMAGE}, relu sur le disque : empreinte {found} au lieu de {recovery.sha256}",
            f"{IMAGE}, read back from the disk: digest {found} instead of {recovery.sha256}",
            "Relancez ; si l'erreur revient, contrôlez la santé du disque.",
            "Retry; if the error comes back, check the disk's health.",
        )
