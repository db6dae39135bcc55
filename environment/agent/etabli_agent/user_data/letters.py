"""Which letter Windows gives to which volume of the disk, by its registry: MountedDevices of the hive SYSTEM."""

import os
import uuid

from ..errors import AgentError
from ..hive import open_hive
from ..target_disk import probe
from ..windows_path import windows_path
from .volumes import Volume

_SYSTEM = "Windows/System32/config/SYSTEM"
_GPT = b"DMIO:ID:"
# On a disk with an MBR: its signature, then where the volume begins.
_MBR_BYTES, _SECTOR = 12, 512


class Letters:
    """`C` is the volume of Windows itself, whatever the registry says: so it is while Windows runs."""

    def __init__(self, windows: Volume, volumes: list[Volume]):
        self._roots = {"C": windows.root}
        for letter, data in _mounted_devices(windows).items():
            volume = next((each for each in volumes if each.system == "windows" and _is_of(data, each)), None)
            if volume is not None and letter != "C":
                self._roots[letter] = volume.root

    def find(self, path: str) -> str | None:
        """Where a path of Windows is on the mounted volumes; None for one that is on none of them."""
        letter, colon, rest = path.partition(":")
        root = self._roots.get(letter.upper())
        parts = [part for part in rest.split("\\") if part]
        if not colon or root is None or not parts:
            return None
        try:
            return windows_path(root, "/".join(parts))
        except AgentError:
            return None


def _mounted_devices(windows: Volume) -> dict[str, bytes]:
    path = windows_path(windows.root, _SYSTEM)
    if not os.path.isfile(path):
        return {}
    with open_hive(path) as hive:
        values = hive.values("MountedDevices").items()
        return {
            name[-2].upper(): data
            for name, (_, data) in values
            if name.startswith("\\DosDevices\\") and name.endswith(":") and isinstance(data, bytes)
        }


def _is_of(data: bytes, volume: Volume) -> bool:
    if data.startswith(_GPT) and len(data) == len(_GPT) + 16:
        return str(uuid.UUID(bytes_le=data[len(_GPT) :])) == probe(volume.device, "PART_ENTRY_UUID").lower()
    offset = probe(volume.device, "PART_ENTRY_OFFSET")
    return len(data) == _MBR_BYTES and offset.isdigit() and int.from_bytes(data[4:], "little") == int(offset) * _SECTOR
