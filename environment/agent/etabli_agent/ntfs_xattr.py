"""Extended attributes by which ntfs-3g tells of a file: rights, attributes, reparse data.

Python asks for them with 128 bytes first and takes ERANGE for "longer"; ntfs-3g answers EIO to that for rights and
reparse data. Here the room is enough for the longest.
"""

import ctypes
import errno
import os

_MOST = 1 << 16
_C = ctypes.CDLL(None, use_errno=True)
_C.lgetxattr.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_size_t]
_C.lgetxattr.restype = ctypes.c_ssize_t
# No such attribute, and file systems other than NTFS.
_ABSENT = (errno.ENODATA, errno.EOPNOTSUPP, errno.EPERM)


def read_xattr(path: str, name: str) -> bytes | None:
    """The attribute of the file itself, also of a link; None when it has none."""
    space = ctypes.create_string_buffer(_MOST)
    length = _C.lgetxattr(os.fsencode(path), name.encode(), space, _MOST)
    if length >= 0:
        return space.raw[:length]
    number = ctypes.get_errno()
    if number in _ABSENT:
        return None
    raise OSError(number, os.strerror(number), path)
