"""How Windows' boot store writes its elements.

Formats: Microsoft, "BCD reference" (BcdElementType and the enumerations of elements); the layout of a device is that of
stores that bcdedit wrote. An element's number says how its data is kept: the digit after the first is its format.
"""

import struct
from dataclasses import dataclass
from uuid import UUID

# Microsoft, BcdElementType.Format.
DEVICE, STRING, OBJECT, OBJECT_LIST, INTEGER, BOOLEAN, INTEGER_LIST = range(1, 8)
Value = bytes | str | list[str] | int | bool | list[int]

_NO_OPTIONS = bytes(16)
_LOCAL, _PARTITION = 0, 6
_RAM_DISK, _HARD_DISK = 3, 0
_GPT, _MBR = 0, 1
_FILE_IN_DEVICE = 5
# The bytes of a partition's description: type, flags, size and 4 unused, the partition, its disk.
_PARTITION_SIZE = 0x48


@dataclass(frozen=True)
class Place:
    """A partition, as the boot manager finds it again: by both GUIDs (GPT), or by signature and offset (MBR)."""

    disk: UUID | int
    partition: UUID | int

    @property
    def name(self) -> str:
        return f"{self.disk}/{self.partition}"


def encode_element(number: int, value: Value) -> tuple[str, bytes | str | list[str]]:
    """(type of the registry value, its data). ValueError when `value` is not of the element's format."""
    form = number >> 24 & 0xF
    if form == DEVICE and isinstance(value, bytes):
        return "REG_BINARY", value
    if form in (STRING, OBJECT) and isinstance(value, str):
        return "REG_SZ", value
    if form == OBJECT_LIST and isinstance(value, list):
        return "REG_MULTI_SZ", value
    if form == BOOLEAN and isinstance(value, bool):
        return "REG_BINARY", bytes([value])
    if form == INTEGER and isinstance(value, int) and not isinstance(value, bool):
        return "REG_BINARY", struct.pack("<Q", value)
    if form == INTEGER_LIST and isinstance(value, list):
        return "REG_BINARY", struct.pack(f"<{len(value)}Q", *value)
    raise ValueError(f"element {number:08x} does not take {type(value).__name__}")


def partition_device(place: Place) -> bytes:
    """A device that is a partition."""
    return _NO_OPTIONS + _partition(place)


def ram_disk_device(options: str, place: Place, path: str) -> bytes:
    """A device that is an image file on a partition, taken into memory; `options` is the object that says how."""
    parent = _partition(place)
    name = f"{path}\0".encode("utf-16le")
    source = struct.pack("<III", 1, 12 + len(parent) + len(name), _FILE_IN_DEVICE) + parent + name
    # Base, size and offset of the image in memory: it is not there yet.
    disk = struct.pack("<IQQI", _RAM_DISK, 0, 0, 0)
    head = struct.pack("<IIII", _LOCAL, 1, 16 + len(disk) + len(source), 0)
    return UUID(options).bytes_le + head + disk + source


def _partition(place: Place) -> bytes:
    if isinstance(place.disk, UUID):
        kind, disk, partition = _GPT, place.disk.bytes_le, place.partition.bytes_le
    else:
        kind, disk, partition = _MBR, struct.pack("<I", place.disk), struct.pack("<Q", place.partition)
    head = struct.pack("<IIII", _PARTITION, 0, _PARTITION_SIZE, 0)
    content = partition.ljust(16, b"\0") + struct.pack("<II", _HARD_DISK, kind) + disk.ljust(16, b"\0")
    return (head + content).ljust(_PARTITION_SIZE, b"\0")
