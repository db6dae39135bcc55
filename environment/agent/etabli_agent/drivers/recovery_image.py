"""A WIM with one image whose registry and drivers are changed: what wimlib-imagex is asked for."""

import os

from ..errors import AgentError
from ..run import run
from .driver_files import WantedFile, digest_of
from .system_hive import HIVE

_SECONDS = 1800
# What numbers of INFs are taken is read from these; they may be missing.
_OPTIONAL = ("/Windows/System32/config/DRIVER?", "/Windows/INF/oem*.inf")


def header_of(image: str) -> dict[str, str]:
    """The fields that `wimlib-imagex info --header` prints."""
    lines = run(["wimlib-imagex", "info", image, "--header"], timeout_seconds=60).splitlines()
    return {name.strip(): value.strip() for name, sign, value in (line.partition("=") for line in lines) if sign}


def extract_registry(image: str, folder: str) -> None:
    """The hive SYSTEM, the other database of drivers and the numbered INFs, with their folders."""
    extract(image, [f"/{HIVE}", *_OPTIONAL], folder)


def extract(image: str, paths: list[str], folder: str) -> None:
    os.makedirs(folder, exist_ok=True)
    options = ["--nullglob", "--preserve-dir-structure", "--no-acls", "--no-attributes"]
    _wimlib(["extract", image, "1", *paths, f"--dest-dir={folder}", *options])


def update(image: str, added: list[tuple[str, str]]) -> None:
    """Puts files into the image: (where it is, path in the image). A file of that path is replaced."""
    lines = [f'add "{source}" "/{path}"\n' for source, path in added]
    _wimlib(["update", image, "1"], "".join(lines))


def _wimlib(arguments: list[str], text: str | None = None) -> None:
    # Windows does not regard the case of names; by themselves the tools do, except on Windows.
    environment = {**os.environ, "WIMLIB_IMAGEX_IGNORE_CASE": "1"}
    run(["wimlib-imagex", *arguments], input=text, env=environment, timeout_seconds=_SECONDS)


def prove_image_files(image: str, files: list[WantedFile], folder: str) -> None:
    """AgentError('permanent') unless the image gives every file with its digest."""
    extract(image, [f"/{file.path}" for file in files], folder)
    found = {path.lower(): path for path in _files_below(folder)}
    for file in files:
        path = found.get(file.path.lower())
        digest = digest_of(f"{folder}/{path}") if path else "-"
        if digest != file.sha256:
            raise AgentError(
                "permanent",
                f"{file.path}, relu dans {image} : empreinte {digest} au lieu de {file.sha256}",
                f"{file.path}, read back from {image}: digest {digest} instead of {file.sha256}",
            )


def _files_below(folder: str) -> list[str]:
    return [os.path.relpath(f"{place}/{name}", folder) for place, _, names in os.walk(folder) for name in names]
