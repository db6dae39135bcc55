"""Whether an NTFS volume may be read as it is: not locked by BitLocker, not hibernated, closed cleanly, not compact.

Read without a change to the disk. libntfs-3g reads volumes that Windows did not close, too: what Windows still kept
in its log or in memory would then be missing.
"""

import os
import re
import struct
import subprocess

from .errors import AgentError
from .ntfs_xattr import read_xattr
from .run import run
from .windows_path import windows_path

BITLOCKER, NTFS = b"-FVE-FS-", b"NTFS    "
_LOG_FILE = 2  # the inode of $LogFile
# Of the restart area of $LogFile, as ntfs-3g's layout describes it.
_RESTART_PAGES, _RESTART_PAGE = 2, 4096
_NO_CLIENT, _VOLUME_IS_CLEAN = 0xFFFF, 0x0002
# IO_REPARSE_TAG_WOF, which begins the reparse point of a file that CompactOS compressed.
_COMPACT = (0x80000017).to_bytes(4, "little")
# CompactOS compresses all programs of Windows but those that start it.
_PROGRAMS = ("Windows/explorer.exe", "Windows/regedit.exe", "Windows/System32/cmd.exe", "Windows/System32/shell32.dll")
_SHUT_DOWN = (
    "Sur le PC de référence : powercfg /h off, puis shutdown /s /t 0 ; relancez la capture.",
    "On the reference PC: powercfg /h off, then shutdown /s /t 0; capture again.",
)


def identity_of(path: str) -> bytes:
    """The name of the file system in the boot sector."""
    with open(path, "rb") as device:
        return device.read(512)[3:11]


def check_unlocked(path: str) -> None:
    """AgentError('operator') for a volume that BitLocker encrypts, and for one that is not NTFS."""
    identity = identity_of(path)
    if identity == BITLOCKER:
        raise _refused(
            f"le volume {path} est chiffré par BitLocker",
            f"the volume {path} is encrypted by BitLocker",
            "Sur le PC de référence : manage-bde -off C:, attendez la fin, arrêtez-le ; relancez la capture.",
            "On the reference PC: manage-bde -off C:, wait for its end, shut down; capture again.",
        )
    if identity != NTFS:
        raise _refused(
            f"{path} n'est pas un volume NTFS",
            f"{path} is not an NTFS volume",
            "Nommez la partition de Windows.",
            "Name the partition of Windows.",
        )


def is_closed(path: str) -> bool:
    """Whether neither the log of the volume nor its dirty mark says that Windows did not close it."""
    flags = re.search(r"Volume Flags: 0x([0-9a-fA-F]+)", run(["ntfsinfo", "--force", "--mft", path]))
    if flags is None:
        raise AgentError("permanent", f"L'état de {path} est illisible", f"The state of {path} cannot be read")
    return not int(flags[1], 16) & 1 and log_is_clean(_log_of(path))


def check_closed(path: str) -> None:
    """AgentError('operator') for a volume that Windows did not close."""
    if not is_closed(path):
        raise _refused(
            f"le volume {path} n'a pas été fermé proprement (journal NTFS en cours)",
            f"the volume {path} was not closed cleanly (its NTFS log is in use)",
            f"Démarrez le PC de référence et lancez chkdsk C: /f. {_SHUT_DOWN[0]}",
            f"Start the reference PC and run chkdsk C: /f. {_SHUT_DOWN[1]}",
        )


def is_awake(root: str) -> bool:
    """Whether a mounted volume is not that of a hibernated Windows, also by its fast startup."""
    try:
        with open(f"{root}/hiberfil.sys", "rb") as file:
            return file.read(4).lower() != b"hibr"
    except FileNotFoundError:
        return True


def check_awake(root: str) -> None:
    """AgentError('operator') for a mounted volume of a hibernated Windows."""
    if not is_awake(root):
        raise _refused(
            "Windows est en veille prolongée, ou a été arrêté avec le démarrage rapide",
            "Windows is hibernated, or was shut down with fast startup",
            *_SHUT_DOWN,
        )


def check_not_compact(root: str) -> None:
    """AgentError('operator') for a mounted volume whose Windows is compact. Single compressed files are found at import."""
    for path in _PROGRAMS:
        file = windows_path(root, path)
        if os.path.lexists(file) and (read_xattr(file, "system.ntfs_reparse_data") or b"")[:4] == _COMPACT:
            raise _refused(
                f"Windows est compressé (CompactOS), par exemple {path} : il ne pourrait pas être relu sur les PC",
                f"Windows is compressed (CompactOS), for instance {path}: it could not be read back on the PCs",
                "Sur le PC de référence : compact /compactos:never, puis sysprep ; relancez la capture.",
                "On the reference PC: compact /compactos:never, then sysprep; capture again.",
            )


def log_is_clean(start: bytes) -> bool:
    """Whether the first pages of $LogFile say that nothing is to be replayed."""
    if start and not start.strip(b"\xff"):
        return True  # emptied, by chkdsk or by ntfs-3g
    areas = []
    for page in range(_RESTART_PAGES):
        data = start[page * _RESTART_PAGE : (page + 1) * _RESTART_PAGE]
        if data[:4] == b"RSTR":
            (offset,) = struct.unpack_from("<H", data, 24)
            areas.append(struct.unpack_from("<QHHHH", data.ljust(offset + 16, b"\0"), offset))
    if not areas:
        return False
    _, _, _, in_use, flags = max(areas)
    return bool(flags & _VOLUME_IS_CLEAN) or in_use == _NO_CLIENT


def _log_of(path: str) -> bytes:
    command = ["ntfscat", "--force", "--inode", str(_LOG_FILE), path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        start = process.stdout.read(_RESTART_PAGES * _RESTART_PAGE)
        process.kill()
    return start


def _refused(fr: str, en: str, remedy_fr: str, remedy_en: str) -> AgentError:
    return AgentError(
        "operator",
        f"Capture refusée, le disque n'a pas été modifié : {fr}",
        f"Capture refused, the disk was not changed: {en}",
        remedy_fr,
        remedy_en,
    )
