"""The used bytes of a disk: the partition table, and partclone's domain map of each file system."""

import re
import shutil
import tempfile

from .errors import AgentError
from .payload_index import Range, merged
from .run import run
from .target_disk import partition_path

MIB = 1 << 20
KNOWN = {"ext2", "ext3", "ext4", "vfat", "ntfs", "xfs", "btrfs", "exfat", "f2fs", "hfsplus"}
_NTFS_BACKUP_BOOT_SECTOR = 4096


def content_of(file_system: str | None) -> str:
    """used: the ranges from partclone; remade: swap; whole: every byte of an unsupported file system."""
    if file_system == "swap":
        return "remade"
    return "used" if file_system in KNOWN and shutil.which(f"partclone.{file_system}") else "whole"


def used_ranges(disk: str, partitions: list[dict]) -> list[Range]:
    """The ranges to capture. Each partition has its `content` (see content_of)."""
    first = min((part["startBytes"] for part in partitions), default=MIB)
    ranges: list[Range] = [(0, min(first, MIB))]  # protective MBR, first GPT, a boot loader in the gap
    for part in partitions:
        start, size = part["startBytes"], part["sizeBytes"]
        if part["content"] == "whole":
            ranges.append((start, size))
        elif part["content"] == "used":
            path = partition_path(disk, part["number"])
            ranges += [(start + at, min(length, size - at)) for at, length in domain_map(path, part["fileSystem"])]
            if part["fileSystem"] == "ntfs":
                ranges.append((start + size - _NTFS_BACKUP_BOOT_SECTOR, _NTFS_BACKUP_BOOT_SECTOR))
    return merged(ranges)


def domain_map(path: str, file_system: str) -> list[Range]:
    """The used ranges of a file system, from its start. AgentError('operator') when it was not unmounted cleanly."""
    with tempfile.TemporaryDirectory() as folder:
        command = [f"partclone.{file_system}", "--domain", "--source", path, "--output", f"{folder}/map"]
        try:
            run([*command, "--logfile", f"{folder}/log", "--quiet"], timeout_seconds=1800)
        except AgentError as cause:
            raise AgentError(
                "operator",
                f"Le système de fichiers {file_system} de {path} ne peut pas être lu : {cause.fr[-600:]}",
                f"The {file_system} file system of {path} cannot be read: {cause.en[-600:]}",
                "Arrêtez proprement le PC de référence (sous Windows, sans démarrage rapide ni BitLocker), puis relancez.",
                "Shut the reference PC down properly (Windows: without fast startup or BitLocker), then retry.",
            ) from cause
        with open(f"{folder}/map", encoding="ascii") as lines:
            return parse_map("".join(lines))


def parse_map(text: str) -> list[Range]:
    """The `+` ranges of a ddrescue map, the format of partclone."""
    found = re.findall(r"^0x([0-9A-Fa-f]+)\s+0x([0-9A-Fa-f]+)\s+\+\s*$", text, re.M)
    return [(int(start, 16), int(length, 16)) for start, length in found]
