"""The rights of files on a mounted NTFS volume, as Windows will see them.

Through ntfs-3g a new file belongs to everybody, who may also change it: on a delivered PC any account could put its
own driver in the place of ours. So each file and folder that is made gets rights, and a file that is replaced keeps
its own. [MS-DTYP] 2.4.6: the security descriptors, self-relative.
"""

import os
import struct

from .ntfs_xattr import read_xattr

_RIGHTS, _ATTRIBUTES = "system.ntfs_acl", "system.ntfs_attrib_be"
_SYSTEM = bytes([1, 1, 0, 0, 0, 0, 0, 5]) + struct.pack("<I", 18)
_ADMINISTRATORS = bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 544)
_USERS = bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 545)
_ALL, _READ_AND_EXECUTE = 0x1F01FF, 0x1200A9
_FOLDER_AND_FILES_BELOW = 3
# Self-relative, with a list of rights that takes none from the folder above.
_CONTROL = 0x8000 | 0x1000 | 0x0004


def read_rights(path: str) -> bytes | None:
    """The security descriptor; None when the file is not on NTFS."""
    return read_xattr(path, _RIGHTS)


def keep_rights(old: str, new: str) -> None:
    """Gives `new` the rights and the attributes of `old`, for a file that takes the place of another."""
    for name in (_RIGHTS, _ATTRIBUTES):
        value = read_xattr(old, name)
        if value is not None:
            os.setxattr(new, name, value)


def give_rights(path: str, secret: bool = False) -> None:
    """SYSTEM and Administrators may do everything; others may read and run it, unless it is `secret`.

    Does nothing on a file system other than NTFS.
    """
    if read_rights(path) is not None:
        os.setxattr(path, _RIGHTS, descriptor(os.path.isdir(path), secret))


def descriptor(folder: bool, secret: bool) -> bytes:
    """The self-relative security descriptor that `give_rights` writes."""
    given = [(_SYSTEM, _ALL), (_ADMINISTRATORS, _ALL)] + ([] if secret else [(_USERS, _READ_AND_EXECUTE)])
    flags = _FOLDER_AND_FILES_BELOW if folder else 0
    entries = b"".join(struct.pack("<BBHI", 0, flags, 8 + len(who), mask) + who for who, mask in given)
    dacl = struct.pack("<BBHHH", 2, 0, 8 + len(entries), len(given), 0) + entries
    group_at = 20 + len(_ADMINISTRATORS)
    head = struct.pack("<BBHIIII", 1, 0, _CONTROL, 20, group_at, 0, group_at + len(_SYSTEM))
    return head + _ADMINISTRATORS + _SYSTEM + dacl
