"""What NTFS says of a file: its attributes, and why its content cannot be read from here."""

import stat

from ..ntfs_xattr import read_xattr

# [MS-FSCC] 2.6, file attributes.
HIDDEN_AND_SUCH = 0x1 | 0x2 | 0x4 | 0x20 | 0x2000
_REPARSE, _ENCRYPTED = 0x400, 0x4000
_RECALLED = 0x1000 | 0x40000 | 0x400000
# [MS-FSCC] 2.1.2.1, reparse tags: links, and files that a cloud has.
_LINKS = {0xA0000003, 0xA000000C, 0x8000001B}
_CLOUD, _CLOUD_MASK, _ONEDRIVE = 0x9000001A, 0xFFFF0FFF, 0x80000021


def hindrance(path: str, mode: int) -> tuple[str | None, bool]:
    """(why it is not read, whether it may be lost); (None, True) for what is read."""
    attributes = attributes_of(path)
    if attributes & _REPARSE:
        tag = int.from_bytes((read_xattr(path, "system.ntfs_reparse_data") or b"")[:4], "little")
        if tag & _CLOUD_MASK == _CLOUD or tag == _ONEDRIVE:
            return "in-the-cloud", True
        return ("link", True) if tag in _LINKS else (f"reparse-point 0x{tag:08x}", False)
    if attributes & _RECALLED:
        return "in-the-cloud", True
    if attributes & _ENCRYPTED and not stat.S_ISDIR(mode):
        return "encrypted (EFS)", False
    if stat.S_ISLNK(mode):
        return "link", True
    return (None, True) if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else ("special", True)


def attributes_of(path: str) -> int:
    """Of NTFS; 0 on another file system."""
    return int.from_bytes(read_xattr(path, "system.ntfs_attrib_be") or b"", "big")
