"""A Windows on a captured or applied disk: which partition it is, its version, and whether it may be captured."""

import os
import tempfile
from contextlib import contextmanager
from typing import Iterator

from .errors import AgentError
from .hive import open_hive
from .ntfs_state import check_closed
from .report import Report
from .run import run
from .target_disk import Disk, partition_path
from .windows_path import windows_path
from .windows_volume import OPTIONS

_SOFTWARE = "Windows/System32/config/SOFTWARE"
_VERSION = "Microsoft\\Windows NT\\CurrentVersion"
_STATE = "Microsoft\\Windows\\CurrentVersion\\Setup\\State"
_GENERALISED = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"
# The first bytes of hiberfil.sys while there is a session in it; Windows wipes them when it has resumed.
_HIBERNATED = (b"HIBR", b"WAKE")


def windows_number(disk: Disk, partitions: list[dict]) -> int | None:
    """The number of the first NTFS partition with a Windows; None without one."""
    for part in partitions:
        if part["fileSystem"] == "ntfs":
            with _read_only(disk, part) as root:
                if os.path.isfile(windows_path(root, _SOFTWARE)):
                    return part["number"]
    return None


def describe_windows(disk: Disk, partitions: list[dict], report: Report) -> dict:
    """{system: 'windows', systemVersion: '26100.1742'}, the version empty when it cannot be read; {} without a Windows."""
    number = windows_number(disk, partitions)
    if number is None:
        return {}
    version = ""
    try:
        with _read_only(disk, {"number": number}) as root, open_hive(windows_path(root, _SOFTWARE)) as hive:
            build, revision = hive.get(_VERSION, "CurrentBuildNumber"), hive.get(_VERSION, "UBR")
            version = f"{build or ''}.{revision}" if revision is not None else str(build or "")
            if hive.get(_STATE, "ImageState") != _GENERALISED:
                report.log("this Windows is not generalised (sysprep): its copies keep its name, its accounts and its SID")
    except AgentError as cause:  # a disk may be copied whose registry cannot be read
        report.log(f"the version of this Windows cannot be read: {cause.en}")
    return {"system": "windows", "systemVersion": version}


def refuse_locked_or_asleep(disk: Disk, partitions: list[dict]) -> None:
    """Refuses volumes of which a copy would be useless or broken, with the cause. AgentError('operator')."""
    for part in partitions:
        path = partition_path(disk.path, part["number"])
        if part["fileSystem"] == "BitLocker" or _has_bitlocker_mark(path):
            raise _refused(
                f"{path} est chiffré par BitLocker",
                f"{path} is encrypted by BitLocker",
                "Dans Windows : manage-bde -off C:, attendez la fin du déchiffrement, arrêtez le PC, puis relancez.",
                "In Windows: manage-bde -off C:, wait until it is decrypted, shut the PC down, then retry.",
            )
        if part["fileSystem"] == "ntfs":
            with _read_only(disk, part) as root:
                _refuse_asleep(root, path)  # first: the log of a hibernated volume is in use, too
            check_closed(path)


def _has_bitlocker_mark(path: str) -> bool:
    """[libbde, "BitLocker Drive Encryption format"]: also where blkid does not know the version of its metadata."""
    with open(path, "rb") as device:
        return device.read(11)[3:] == b"-FVE-FS-"


def _refuse_asleep(root: str, path: str) -> None:
    file = windows_path(root, "hiberfil.sys")
    if not os.path.isfile(file):
        return
    with open(file, "rb") as content:
        start = content.read(4)
    if start.upper() in _HIBERNATED:
        raise _refused(
            f"le Windows de {path} est en veille prolongée (ou a été arrêté avec le démarrage rapide)",
            f"the Windows of {path} is hibernated (or was shut down with fast startup)",
            "Dans Windows : powercfg /h off, puis shutdown /s /t 0, puis relancez.",
            "In Windows: powercfg /h off, then shutdown /s /t 0, then retry.",
        )


def _refused(fr: str, en: str, remedy_fr: str, remedy_en: str) -> AgentError:
    return AgentError(
        "operator",
        f"Disque de référence refusé, rien n'a été capturé : {fr}",
        f"Reference disk refused, nothing was captured: {en}",
        remedy_fr,
        remedy_en,
    )


@contextmanager
def _read_only(disk: Disk, part: dict) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as point:
        run(["mount", "-o", f"ro,{OPTIONS}", partition_path(disk.path, part["number"]), point], kind="transient")
        try:
            yield point
        finally:
            run(["umount", point], kind="transient")
