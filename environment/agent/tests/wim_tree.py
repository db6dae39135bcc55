"""A small tree with all that Windows keeps on NTFS, captured by wimlib as a master would be.

It is made through ntfs-3g; the file table comes from what wimlib says of the WIM, not from the volume.
"""

import os
import random
import re
import struct
import subprocess
import tempfile
from dataclasses import dataclass

import zstandard

from etabli_agent.hive import edit_hive, empty_hive

from .loop_disk import command

MIB = 1 << 20
LONG = "é" * 255  # 255 UTF-16 units, 510 bytes
FILES = {
    "Windows/System32/ntoskrnl.exe": 3 * MIB,
    "Windows/System32/drivers/storport.sys": 200_000,
    "Windows/explorer.exe": 1_000_000,
    "Windows/empty.dat": 0,
    "Windows/tiny.ini": 5,
    "Program Files/Éditeur/l’été 😀.txt": 1234,
    f"Users/Public/{LONG}": 77,
    "bootmgr": 4096,
    "Compressed/text.txt": 300_000,
    # What Windows itself would not make, and NTFS keeps.
    "Windows/con": 1,
    "Windows/dot.": 2,
    "Windows/TINY.INI": 3,
}
ATTRIBUTES = {
    "Windows/tiny.ini": 0x27,  # read-only, hidden, system, archive
    "bootmgr": 0x2026,  # not content indexed
    "Program Files": 0x11,
    "ProgramData": 0x12,
}
STREAMS = {
    "Windows/explorer.exe": ("Zone.Identifier", b"[ZoneTransfer]\r\nZoneId=3\r\n"),
    "Users": ("notes", b"of a folder"),
}
SHORT = {"Program Files": "PROGRA~1"}


@dataclass(frozen=True)
class Master:
    """A pipable WIM, and its file table as the server keeps it."""

    wim: bytes
    contents: bytes
    lines: list[str]


def make_master(compression: str = "LZX", *options: str) -> Master:
    """`options` go to wimcapture."""
    with tempfile.TemporaryDirectory() as folder:
        volume, wim = f"{folder}/volume.img", f"{folder}/master.wim"
        with open(volume, "wb") as file:
            file.truncate(64 * MIB)
        _quiet("mkntfs", "-q", "-F", "-Q", volume)
        os.mkdir(f"{folder}/root")
        command("mount", "-o", "loop,streams_interface=windows", volume, f"{folder}/root")
        try:
            fill(f"{folder}/root")
        finally:
            command("umount", f"{folder}/root")
        _quiet("wimcapture", volume, wim, f"--compress={compression}", "--pipable", *options)
        lines = table(wim)
        with open(wim, "rb") as file:
            return Master(file.read(), packed(lines), lines)


def fill(root: str) -> None:
    noise = random.Random(10)
    os.mkdir(f"{root}/Compressed")
    set_attributes(f"{root}/Compressed", 0x810)  # what is made in it is compressed
    for path, size in FILES.items():
        os.makedirs(os.path.dirname(f"{root}/{path}") or root, exist_ok=True)
        with open(f"{root}/{path}", "wb") as file:
            file.write(noise.randbytes(size))
    os.makedirs(f"{root}/ProgramData/empty folder")
    os.link(f"{root}/Windows/explorer.exe", f"{root}/Windows/System32/explorer.exe")
    for path, (name, data) in STREAMS.items():
        with open(f"{root}/{path}:{name}", "wb") as file:
            file.write(data)
    os.mkdir(f"{root}/Documents and Settings")
    set_reparse(f"{root}/Documents and Settings", junction("C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs"))
    points = {"relative.txt": symlink("tiny.ini"), "Store.exe": app_execution_link(), "wof.dll": compact()}
    for name, data in points.items():
        with open(f"{root}/Windows/{name}", "wb"):
            pass
        set_reparse(f"{root}/Windows/{name}", data)
    for path, name in SHORT.items():
        os.setxattr(f"{root}/{path}", "system.ntfs_dos_name", name.encode())
    for path, attributes in ATTRIBUTES.items():
        set_attributes(f"{root}/{path}", attributes)


def set_attributes(path: str, attributes: int) -> None:
    os.setxattr(path, "system.ntfs_attrib_be", struct.pack(">I", attributes))


def set_reparse(path: str, data: bytes) -> None:
    os.setxattr(path, "system.ntfs_reparse_data", data, follow_symlinks=False)


def junction(target: str) -> bytes:
    """[MS-FSCC] 2.1.2.5, a mount point."""
    real, shown = f"\\??\\{target}".encode("utf-16le"), target.encode("utf-16le")
    names = struct.pack("<HHHH", 0, len(real), len(real) + 2, len(shown)) + real + b"\0\0" + shown + b"\0\0"
    return _reparse(0xA0000003, names)


def symlink(target: str) -> bytes:
    """[MS-FSCC] 2.1.2.4, a relative symbolic link."""
    name = target.encode("utf-16le")
    return _reparse(0xA000000C, struct.pack("<HHHHI", 0, len(name), 0, len(name), 1) + name)


def app_execution_link() -> bytes:
    """A tag that Linux knows nothing of."""
    return _reparse(0x8000001B, struct.pack("<I", 3) + "App\0".encode("utf-16le"))


def compact() -> bytes:
    """The tag of Windows' own compression (CompactOS), for which ntfs-3g has no plug-in here."""
    return _reparse(0x80000017, struct.pack("<IIII", 1, 2, 1, 0))


def _reparse(tag: int, data: bytes) -> bytes:
    return struct.pack("<IHH", tag, len(data), 0) + data


def table(wim: str) -> list[str]:
    """The lines of the file table, from wimlib's own description of the image."""
    lines, seen = [], set()
    for block in re.split(r"^-{60,}\n", command("wimdir", wim, "1", "--detailed"), flags=re.M)[1:]:
        [path] = re.findall(r'^Full Path           = "(.*)"$', block, re.M)
        [attributes] = re.findall(r"^Attributes          = 0x([0-9a-f]+)", block, re.M)
        [group] = re.findall(r"^Link Group ID       = 0x([0-9a-f]+)", block, re.M)
        streams = re.findall(r"^\t(\w.*):\nHash              = 0x([0-9a-f]+)\nUncompressed size = (\d+)", block, re.M)
        path, attributes = path.strip("/"), attributes.rjust(8, "0")
        if path == "":
            continue
        if int(attributes, 16) & 0x10:
            lines.append(f"d\t{attributes}\t0\t-\t{path}")
        for title, sha1, size in streams:
            shown = "-" if size == "0" else sha1
            further = int(group, 16) and group in seen
            if title == "Reparse point stream":
                lines.append(f"r\t{attributes}\t{size}\t{shown}\t{path}")
            elif title == "Unnamed data stream" and not int(attributes, 16) & 0x10:
                lines.append(f"{'h' if further else 'f'}\t{attributes}\t{size}\t{shown}\t{path}")
            elif title.startswith("Named"):
                lines.append(f"s\t{attributes}\t{size}\t{shown}\t{path}:{title.split(chr(34))[1]}")
        seen.add(group)
    return lines


def packed(lines: list[str]) -> bytes:
    return zstandard.ZstdCompressor().compress("".join(f"{line}\n" for line in lines).encode())


def _quiet(*arguments: str) -> None:
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def software_hive(path: str, values: dict[str, dict[str, str | int]]) -> None:
    """A SOFTWARE hive with these values of keys."""
    empty_hive(path, 0)
    with edit_hive(path) as hive:
        for key, items in values.items():
            for name, data in items.items():
                hive.set(key, name, "REG_DWORD" if isinstance(data, int) else "REG_SZ", data)
