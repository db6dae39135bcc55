"""Makes the file system of a partition, and reads back what Windows' boot code needs of NTFS."""

import os
import struct

from .errors import AgentError
from .partition_roles import Part
from .run import run

# The geometry that BIOSes and Windows assume of every large disk.
HEADS, SECTORS_PER_TRACK = 255, 63


def make_file_system(part: Part, path: str, sector: int) -> None:
    kind = part.kind.file_system
    if kind == "ntfs":
        make_ntfs(path, part.name, sector)
        return
    commands = {
        "vfat": ["mkfs.vfat", "-F", "32", "-h", str(start_of(path, sector)), "-n", part.name.upper(), path],
        "swap": ["mkswap", "--label", part.name, path],
        "ext4": ["mkfs.ext4", "-q", "-F", "-L", part.name, path],
    }
    if kind in commands:
        run(commands[kind], timeout_seconds=600, kind="transient")


def start_of(path: str, sector: int) -> int:
    """Where the partition begins on its disk, in sectors of `sector` bytes; the kernel counts in 512 bytes."""
    number = os.stat(path).st_rdev
    with open(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}/start", encoding="ascii") as file:
        return int(file.read()) * 512 // sector


def make_ntfs(path: str, label: str, sector: int, serial: str | None = None) -> None:
    """A new NTFS volume. `serial` (16 hex digits) keeps the identity of the volume that stood there.

    The boot code of Windows finds the volume by the hidden sectors of its boot sector: they are read back.
    """
    start = start_of(path, sector)
    geometry = ["--partition-start", str(start), "--heads", str(HEADS), "--sectors-per-track", str(SECTORS_PER_TRACK)]
    command = ["mkntfs", "--quick", "--quiet", "--label", label, "--sector-size", str(sector), *geometry, path]
    run(command, timeout_seconds=600, kind="transient")
    if serial:
        run(["ntfslabel", "--quiet", f"--new-serial={serial}", path], kind="transient")
    with open(path, "rb") as device:
        boot = device.read(512)
    found = (boot[3:7], *struct.unpack_from("<H", boot, 11), *struct.unpack_from("<I", boot, 28))
    expected = (b"NTFS", sector, start)
    if found != expected:
        raise AgentError(
            "permanent",
            f"Secteur d'amorçage NTFS de {path} : {found} lu, {expected} attendu",
            f"NTFS boot sector of {path}: {found} read, {expected} expected",
            "Le disque n'a pas gardé ce qui y a été écrit : contrôlez-le, puis relancez.",
            "The disk did not keep what was written to it: check it, then retry.",
        )
