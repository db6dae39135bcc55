"""The rights of files on a mounted NTFS volume, as Windows will see them.

Through ntfs-3g a new file belongs to everybody, who may also change it: on a delivered PC any account could put its
own driver in the place of ours. So each file and folder that is made gets rights, and a file that is replaced keeps
its own. [MS-DTYP] 2.4.6: the security descriptors, self-relative.
"""

import ctypes
import errno
import os
import struct

_RIGHTS, _ATTRIBUTES = "system.ntfs_acl", "system.ntfs_attrib_be"
# Python asks with 128 bytes first, and ntfs-3g answers EIO instead of ERANGE to what is longer.
_MOST = 1 << 16
_C = ctypes.CDLL(None, use_errno=True)
_C.getxattr.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
_C.getxattr.restype = ctypes.c_ssize_t
_NOT_NTFS = (errno.EOPNOTSUPP, errno.ENODATA, errno.EPERM)

_SYSTEM = bytes([1, 1, 0, 0, 0, 0, 0, 5]) + struct.pack("<I", 18)
_ADMINISTRATORS = bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 544)
_USERS = bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 545)
_ALL, _READ_AND_EXECUTE = 0x1F01FF, 0x1200A9
_FOLDER_AND_FILES_BELOW = 3
# Self-relative, with a list of rights that takes none from the folder above.
_CONTROL = 0x8000 | 0x1000 | 0x0004


def read_rights(path: str) -> bytes | None:
    """The security descriptor; None when the file is not on NTFS."""
    return _read(path, _RIGHTS)


def keep_rights(old: str, new: str) -> None:
    """Gives `new` the rights and the attributes of `old`, for a file that takes the place of another."""
    for name in (_RIGHTS, _ATTRIBUTES):
        value = _read(old, name)
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


def _read(path: str, name: str) -> bytes | None:
    space = ctypes.create_string_buffer(_MOST)
    length = _C.getxattr(os.fsencode(path), name.encode(), space, _MOST)
    if length >= 0:
        return space.raw[:length]
    number = ctypes.get_errno()
    if number in _NOT_NTFS:
        return None
    raise OSError(number, os.strerror(number), path)
