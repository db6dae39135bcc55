"""An NTFS volume in a file, mounted while it is filled."""

import os
import struct
import subprocess
import tempfile
import time
from contextlib import contextmanager
from typing import Iterator

READ_ONLY, HIDDEN, SYSTEM, ARCHIVE = 1, 2, 4, 0x20
JUNCTION, SYMLINK = 0xA0000003, 0xA000000C


def make_volume(image: str, size: int) -> None:
    with open(image, "wb") as file:
        file.truncate(size)
    # As Windows makes them: what is known of the disk, so that mkntfs does not warn.
    shape = ["--partition-start", "2048", "--heads", "255", "--sectors-per-track", "63", "--sector-size", "512"]
    quietly("mkntfs", "-F", "-Q", "-q", "-L", "Windows", *shape, image)


def quietly(*command: str) -> None:
    """Runs a program whose output only counts when it fails."""
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stdout}")


@contextmanager
def mounted(image: str) -> Iterator[str]:
    """Mounts the volume; at the end all of it is in the file, whatever happened."""
    point = tempfile.mkdtemp(prefix="windows-shaped-")
    options = "no_detach,streams_interface=windows,windows_names,big_writes"
    # In the foreground: unmounting returns before ntfs-3g has written everything, its end does not.
    with tempfile.TemporaryFile("w+") as said:
        program = subprocess.Popen(["ntfs-3g", "-o", options, image, point], stdout=said, stderr=said)
        try:
            while not os.path.ismount(point) and program.poll() is None:
                time.sleep(0.01)
            if program.poll() is None:
                yield point
        finally:
            subprocess.run(["umount", point], check=False, stderr=subprocess.DEVNULL)
            code = program.wait()
            os.rmdir(point)
        if code != 0:
            said.seek(0)
            raise RuntimeError(f"ntfs-3g ended with {code}: {said.read()}")


def set_attributes(path: str, attributes: int) -> None:
    os.setxattr(path, "system.ntfs_attrib_be", struct.pack(">I", attributes), follow_symlinks=False)


def set_short_name(path: str, name: str) -> None:
    os.setxattr(path, "system.ntfs_dos_name", name.encode("ascii"), follow_symlinks=False)


def link(path: str, tag: int, target: str) -> None:
    """A reparse point: a junction to a folder of this volume, or a symbolic link."""
    substitute, shown = f"\\??\\{target}".encode("utf-16le"), target.encode("utf-16le")
    names = substitute + b"\0\0" + shown + b"\0\0"
    lengths = struct.pack("<4H", 0, len(substitute), len(substitute) + 2, len(shown))
    flags = b"" if tag == JUNCTION else struct.pack("<I", 0)
    data = lengths + flags + names
    os.mkdir(path)
    os.setxattr(path, "system.ntfs_reparse_data", struct.pack("<IHH", tag, len(data), 0) + data, follow_symlinks=False)
