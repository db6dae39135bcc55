"""What says where a recovery partition begins, after it has moved to the end of a larger disk.

The boot store names it by its GUID, which stays. Its own boot sector has its first sector, and ReAgent.xml, by which
Windows finds its recovery, its first byte.
"""

import os
import re
import struct

from .ntfs_rights import keep_rights
from .placed_frames import Move
from .target_disk import Disk
from .windows_path import windows_path

REAGENT = "Windows/System32/Recovery/ReAgent.xml"
_HIDDEN_SECTORS, _TOTAL_SECTORS, _SECTOR = 0x1C, 0x28, 0x0B


def tell_boot_sector(disk: Disk, start: int) -> None:
    """Writes the first sector of the NTFS volume at byte `start` into its boot sector and into the copy at its end."""
    with open(disk.path, "r+b") as device:
        device.seek(start)
        boot = device.read(512)
        if boot[3:11] != b"NTFS    ":
            return
        (sector,), (total,) = struct.unpack_from("<H", boot, _SECTOR), struct.unpack_from("<Q", boot, _TOTAL_SECTORS)
        for at in (start, start + total * sector):
            device.seek(at)
            if device.read(512)[3:11] == b"NTFS    ":
                device.seek(at + _HIDDEN_SECTORS)
                device.write(struct.pack("<I", (start // disk.logical_sector) & 0xFFFFFFFF))
        device.flush()
        os.fsync(device.fileno())


def tell_windows(root: str, found: list[Move]) -> bool:
    """Replaces the old first bytes in ReAgent.xml; False when nothing there names them. Safe to repeat."""
    path = windows_path(root, REAGENT)
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as file:
        old = file.read()
    by_start = {str(move.start).encode(): str(move.start + move.by).encode() for move in found}
    new = re.sub(rb'(\boffset=")(\d+)(")', lambda place: place[1] + by_start.get(place[2], place[2]) + place[3], old)
    if new == old:
        return False
    fresh = f"{path}.etabli"
    with open(fresh, "wb") as file:
        file.write(new)
        file.flush()
        os.fsync(file.fileno())
    keep_rights(path, fresh)
    os.replace(fresh, path)
    return True
