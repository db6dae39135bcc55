"""The file of a registry hive: an empty one, its header, and how a new one takes its place.

Format: "Windows registry file format specification" (msuhanov/regf). hivex writes the keys, but it cannot make a hive.
"""

import os
import struct

from .errors import AgentError
from .ntfs_rights import keep_rights

PAGE = 4096
_NONE = 0xFFFFFFFF
# Self-relative security descriptor: Administrators own it; SYSTEM and Administrators may do everything, also below.
_ADMINISTRATORS = bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 544)
_SYSTEM = bytes([1, 1, 0, 0, 0, 0, 0, 5]) + struct.pack("<I", 18)
_ALL, _CONTAINER_INHERITS, _SELF_RELATIVE_WITH_DACL = 0xF003F, 2, 0x8004


def empty_hive(path: str, filetime: int, root: str = "ROOT") -> None:
    """Writes a hive whose root has neither keys nor values. Keys that hivex adds take the time of the root."""
    name = root.encode("ascii")
    root_at = 32
    key = b"nk" + struct.pack("<HQIIIIIIIIII", 0x2C, filetime, 0, 0, 0, 0, _NONE, _NONE, 0, _NONE, 0, _NONE)
    key += struct.pack("<IIIIIHH", 0, 0, 0, 0, 0, len(name), 0) + name
    security_at = root_at + len(_cell(key))
    key = key[:44] + struct.pack("<I", security_at) + key[48:]
    descriptor = _descriptor()
    security = b"sk" + struct.pack("<HIIII", 0, security_at, security_at, 1, len(descriptor)) + descriptor
    cells = _cell(key) + _cell(security)
    free = PAGE - root_at - len(cells)
    page = b"hbin" + struct.pack("<IIQQI", 0, PAGE, 0, filetime, 0) + cells + struct.pack("<i", free)
    header = b"regf" + struct.pack("<IIQIIIIIII", 1, 1, filetime, 1, 5, 0, 1, root_at, PAGE, 1)
    header = header.ljust(508, b"\0")
    replace(path, (header + struct.pack("<I", checksum(header))).ljust(PAGE, b"\0") + page.ljust(PAGE, b"\0"))


def _descriptor() -> bytes:
    entries = b""
    for who in (_SYSTEM, _ADMINISTRATORS):
        entries += struct.pack("<BBHI", 0, _CONTAINER_INHERITS, 8 + len(who), _ALL) + who
    dacl = struct.pack("<BBHHH", 2, 0, 8 + len(entries), 2, 0) + entries
    group, dacl_at = 20 + len(_ADMINISTRATORS), 20 + 2 * len(_ADMINISTRATORS)
    head = struct.pack("<BBHIIII", 1, 0, _SELF_RELATIVE_WITH_DACL, 20, group, 0, dacl_at)
    return head + _ADMINISTRATORS + _ADMINISTRATORS + dacl


def _cell(content: bytes) -> bytes:
    """A used cell: its size, negative, then the content, in all a multiple of eight bytes."""
    size = -(-(len(content) + 4) // 8) * 8
    return (struct.pack("<i", -size) + content).ljust(size, b"\0")


def checksum(header: bytes) -> int:
    """The exclusive or of the first 127 words; two values are avoided."""
    found = 0
    for (word,) in struct.iter_unpack("<I", header[:508]):
        found ^= word
    return {_NONE: 0xFFFFFFFE, 0: 1}.get(found, found)


def check_header(path: str) -> None:
    """Refuses a file that is no hive, or one of which a part was never written. AgentError('permanent')."""
    with open(path, "rb") as file:
        header = file.read(512)
    if len(header) < 512 or header[:4] != b"regf":
        raise _refused(path, "ce n'est pas une ruche de registre", "it is no registry hive")
    first, second = struct.unpack_from("<II", header, 4)
    if first != second:
        raise _refused(
            path,
            f"une écriture n'y a pas été achevée (numéros de séquence {first} et {second}, ils doivent être égaux)",
            f"a write to it was not completed (sequence numbers {first} and {second}, which must be equal)",
        )
    (found,) = struct.unpack_from("<I", header, 508)
    if found != checksum(header):
        raise _refused(
            path,
            f"la somme de son en-tête est {found:08x}, {checksum(header):08x} est attendue",
            f"the checksum of its header is {found:08x}, {checksum(header):08x} is expected",
        )


def _refused(path: str, fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"La ruche {path} ne peut pas être lue sans risque : {fr}",
        f"The hive {path} cannot be read safely: {en}",
        "Arrêtez Windows normalement avant de capturer le master, ou reprenez l'image d'origine, puis réimportez-la.",
        "Shut Windows down normally before capturing the master, or take the original image, then import it again.",
    )


def replace(path: str, content: bytes) -> None:
    """Puts `content` in the place of the file at once, with the rights that the old one had on NTFS."""
    fresh = f"{path}.etabli"
    try:
        with open(fresh, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _take_rights(path, fresh)
        os.replace(fresh, path)
    finally:
        if os.path.exists(fresh):
            os.unlink(fresh)
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _take_rights(old: str, fresh: str) -> None:
    """A hive that everybody may read gives away what is in it: a new file must not have wider rights."""
    if os.path.exists(old):
        os.chmod(fresh, os.stat(old).st_mode & 0o7777)
        keep_rights(old, fresh)
