"""Checks of the EFI system partition: firmware is stricter than Linux.

Microsoft's FAT specification, "FAT Type Determination": only the number of clusters determines whether a
file system is FAT32. Firmware refuses one with the fields of FAT32 and too few clusters.
"""

import struct
from dataclasses import dataclass

from .errors import AgentError
from .report import Report
from .run import run

MIB = 1 << 20
FEWEST_FAT32_CLUSTERS = 65525
# The clusters, one sector each, with room for two FATs, the reserved sectors and mkfs.fat's alignment.
_FEWEST_SECTORS = 66560


@dataclass(frozen=True)
class Fat:
    """The boot sector of a FAT file system."""

    sector: int
    clusters: int
    says_fat32: bool

    @property
    def name(self) -> str:
        return "FAT32" if self.says_fat32 else "FAT16" if self.clusters >= 4085 else "FAT12"


def smallest_esp(sector: int) -> int:
    """The smallest size in bytes, in whole MiB, of a FAT32 partition on a disk with sectors of `sector` bytes."""
    return -(-_FEWEST_SECTORS * sector // MIB) * MIB


def check_esp_size(size: int, sector: int, disk: str, field: str) -> None:
    """Refuses an ESP that firmware could not read on this disk. `field` of the profile says its size."""
    smallest = smallest_esp(sector)
    if size >= smallest:
        return
    raise AgentError(
        "operator",
        f"La partition EFI demandée a {size // MIB} Mio ; {disk} a des secteurs de {sector} octets, il en faut "
        f"au moins {smallest // MIB} Mio. Rien n'a été écrit",
        f"The EFI partition asked for has {size // MIB} MiB; {disk} has sectors of {sector} bytes, which need "
        f"at least {smallest // MIB} MiB. Nothing was written",
        f"Dans le profil, mettez {field} à {smallest // MIB}MiB ou plus.",
        f"In the profile, set {field} to {smallest // MIB}MiB or more.",
    )


def read_fat(path: str) -> Fat:
    """Reads the boot sector. AgentError('permanent') when it is not that of a FAT file system."""
    with open(path, "rb") as device:
        boot = device.read(512)
    sector, per_cluster, reserved, fats, root_entries, total16 = struct.unpack_from("<HBHBHH", boot, 11)
    (fat16,) = struct.unpack_from("<H", boot, 22)
    total32, fat32 = struct.unpack_from("<II", boot, 32)
    if boot[510:512] != b"\x55\xaa" or not sector or not per_cluster or not fats:
        raise _refused("aucun système de fichiers FAT", "it has no FAT file system")
    root_sectors = -(-root_entries * 32 // sector)
    data = (total16 or total32) - reserved - fats * (fat16 or fat32) - root_sectors
    return Fat(sector, data // per_cluster, fat16 == 0)


def prove_esp(path: str, sector: int, report: Report) -> dict:
    """Checks that firmware can read the unmounted ESP `path` of a disk with sectors of `sector` bytes.

    The dirty flag of a power cut is cleared first. Result: {fileSystem, clusters, sectorBytes}.
    """
    fat = read_fat(path)
    if fat.sector != sector:
        raise _refused(
            f"elle est faite pour des secteurs de {fat.sector} octets, le disque en a de {sector}",
            f"it is made for sectors of {fat.sector} bytes, the disk has {sector}",
        )
    if fat.says_fat32 != (fat.clusters >= FEWEST_FAT32_CLUSTERS):
        raise _refused(
            f"{fat.name} avec {fat.clusters} clusters, FAT32 en a au moins {FEWEST_FAT32_CLUSTERS}",
            f"{fat.name} with {fat.clusters} clusters, FAT32 has at least {FEWEST_FAT32_CLUSTERS}",
        )
    run(["fsck.fat", "-a", path], accept=(0, 1), timeout_seconds=600)
    report.log(run(["fsck.fat", "-n", path], timeout_seconds=600).strip())
    return {"fileSystem": fat.name, "clusters": fat.clusters, "sectorBytes": fat.sector}


def _refused(fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Le micrologiciel ne lirait pas la partition EFI : {fr}",
        f"The firmware would not read the EFI partition: {en}",
        "Relancez depuis le début ; avec un master de disque, refaites la capture.",
        "Retry from the start; with a disk master, capture it again.",
    )
