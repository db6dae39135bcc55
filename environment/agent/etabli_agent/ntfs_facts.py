"""What ntfs-3g tells of a file beside its data: attributes, named streams, the reparse point.

ntfs-3g's "Extended attributes": system.ntfs_attrib_be, system.ntfs_reparse_data; with streams_interface=windows, the
names of the streams are in ntfs.streams.list, and a stream is opened as `file:stream`.
"""

import os
import struct

from .ntfs_xattr import read_xattr

# Tag, length of the data, reserved: a WIM keeps only what follows. [MS-FSCC] 2.1.2.2
_REPARSE_HEADER = 8


def attributes_of(path: str) -> int:
    return int.from_bytes(os.getxattr(path, "system.ntfs_attrib_be", follow_symlinks=False), "big")


def streams_of(path: str) -> list[str]:
    listed = os.getxattr(path, "ntfs.streams.list", follow_symlinks=False)
    return [os.fsdecode(name) for name in listed.split(b"\0") if name]


def reparse_data(path: str) -> bytes | None:
    """The data of the reparse point without its header; None for a file that is none."""
    raw = read_xattr(path, "system.ntfs_reparse_data")
    if raw is None:
        return None
    length = struct.unpack_from("<H", raw, 4)[0]
    return raw[_REPARSE_HEADER : _REPARSE_HEADER + length]
