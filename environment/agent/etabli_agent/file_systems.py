"""Makes the file system of a partition, and reads back what Windows' boot code needs of NTFS."""

import os
import secrets
import struct

from .errors import AgentError
from .partition_roles import Part
from .run import run

# The geometry that BIOSes and Windows assume of every large disk.
HEADS, SECTORS_PER_TRACK = 255, 63
# Of the boot sector of NTFS: bytes a sector, hidden sectors, serial number.
_BOOT_SECTOR = (("<H", 11), ("<I", 28), ("<Q", 72))


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

    mkntfs draws the serial number from the clock: volumes of the same second would have the same, and who looks for
    one by its number finds another. The boot code of Windows finds the volume by the hidden sectors of its boot
    sector. Both are read back.
    """
    start, serial = start_of(path, sector), serial or secrets.token_hex(8)
    geometry = ["--partition-start", str(start), "--heads", str(HEADS), "--sectors-per-track", str(SECTORS_PER_TRACK)]
    command = ["mkntfs", "--quick", "--quiet", "--label", label, "--sector-size", str(sector), *geometry, path]
    run(command, timeout_seconds=600, kind="transient")
    run(["ntfslabel", "--quiet", f"--new-serial={serial}", path], kind="transient")
    with open(path, "rb") as device:
        boot = device.read(512)
    (found_sector,), (hidden,), (number,) = (struct.unpack_from(form, boot, at) for form, at in _BOOT_SECTOR)
    found, expected = (boot[3:7], found_sector, hidden, number), (b"NTFS", sector, start, int(serial, 16))
    if found != expected:
        raise AgentError(
            "permanent",
            f"Secteur d'amorçage NTFS de {path} : {found} lu, {expected} attendu",
            f"NTFS boot sector of {path}: {found} read, {expected} expected",
            "Le disque n'a pas gardé ce qui y a été écrit : contrôlez-le, puis relancez.",
            "The disk did not keep what was written to it: check it, then retry.",
        )
