"""Boot code of a BIOS disk: GRUB, between the partition table and the first partition, starts Windows' boot manager.

Debian has no boot sectors of Windows. GRUB's `ntldr` loads `bootmgr` from the partition and starts it the way that a
boot sector of Windows does; Windows itself needs nothing else there.
"""

import json
import os
import tempfile

from .errors import AgentError
from .report import Report
from .run import run
from .target_disk import Disk, probe

MODULES = "/usr/lib/grub/i386-pc"
_USED = ["biosdisk", "part_msdos", "ntfs", "ntldr", "boot"]
SECTOR = 512
# The code of a master boot record ends where the disk's signature begins.
CODE_BYTES = 440


def write_boot_code(disk: Disk, device: str, report: Report) -> dict:
    """Writes the code that starts /bootmgr of the partition, and reads it back. Result: {kind, sectors}."""
    if probe(device, "TYPE") != "ntfs":
        raise AgentError(
            "permanent",
            f"{device}, la partition active, n'est pas en NTFS : le code de démarrage ne la lirait pas",
            f"{device}, the active partition, is not NTFS: the boot code would not read it",
            "Relancez depuis le début.",
            "Retry from the start.",
        )
    image = core_image(int(probe(device, "PART_ENTRY_NUMBER")))
    free = _first_partition(disk) - 1
    needed = -(-len(image) // SECTOR)
    if needed > free:
        raise AgentError(
            "permanent",
            f"{disk.path} a {free} secteurs libres avant sa première partition ; le code de démarrage en veut "
            f"{needed}",
            f"{disk.path} has {free} free sectors before its first partition, the boot code wants {needed}",
            "Relancez depuis le début : la première partition doit commencer à 1 Mio.",
            "Retry from the start: the first partition must begin at 1 MiB.",
        )
    with open(f"{MODULES}/boot.img", "rb") as file:
        code = file.read()[:CODE_BYTES]
    # The first sector comes last: until then, what an interrupted run leaves is not started.
    _write(disk.path, SECTOR, image)
    _write(disk.path, 0, code)
    report.log(f"GRUB in {needed + 1} sectors before the first partition starts /bootmgr of {device}")
    return {"kind": "grub-ntldr", "sectors": needed + 1}


def _first_partition(disk: Disk) -> int:
    """The sector at which the first partition begins; it may be another than the active one."""
    table = json.loads(run(["sfdisk", "--json", disk.path]))["partitiontable"]
    return min(partition["start"] for partition in table["partitions"])


def core_image(number: int) -> bytes:
    """GRUB that starts the boot manager on that partition of the disk which the BIOS started.

    The partition is not looked for by the number of its volume: volumes that were made in the same second share it.
    """
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/start.cfg", "w", encoding="ascii") as file:
            file.write("ntldr /bootmgr\nboot\n")
        # A prefix without a disk makes GRUB's root the partition of the disk that it came from.
        form = ["--directory", MODULES, "--format", "i386-pc", "--prefix", f"(,msdos{number})/none"]
        run(["grub-mkimage", *form, "--config", f"{folder}/start.cfg", "--output", f"{folder}/core.img", *_USED])
        with open(f"{folder}/core.img", "rb") as file:
            return file.read()


def _write(path: str, at: int, content: bytes) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.pwrite(descriptor, content, at)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    # What was only in memory must not count as read back; the code does not fill the pages that it is in.
    run(["blockdev", "--flushbufs", path], kind="transient")
    with open(path, "rb", buffering=0) as disk:
        found = os.pread(disk.fileno(), len(content), at)
    if found != content:
        raise AgentError(
            "permanent",
            f"Relu sur {path}, le code de démarrage n'est pas celui qui a été écrit",
            f"Read back from {path}, the boot code is not what was written",
            "Le disque ne rend pas ce qui y est écrit : remplacez-le, puis relancez.",
            "The disk does not return what is written to it: replace it, then retry.",
        )
