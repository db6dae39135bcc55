"""Applies a WIM to an NTFS volume and tells what is there: `kind size sha1 path`, read through ntfs-3g.

    /usr/bin/python3 test/support/ntfs_table.py FILE.wim

A witness beside wimlib: the digests come from the mounted volume. Further names of hard links count as files.
"""

import hashlib
import os
import subprocess
import sys
import tempfile

REPARSE_HEADER = 8


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="ntfs-table-") as folder:
        volume, mount = f"{folder}/volume.img", f"{folder}/mount"
        os.mkdir(mount)
        with open(volume, "wb") as file:
            file.truncate(512 << 20)
        _quietly("mkntfs", "-F", "-Q", volume)
        _quietly("wimlib-imagex", "apply", sys.argv[1], "1", volume)
        _quietly("ntfs-3g", "-o", "ro,streams_interface=windows,show_sys_files", volume, mount)
        try:
            for line in _lines(os.fsencode(mount)):
                sys.stdout.buffer.write(line + b"\n")
        finally:
            subprocess.run(["umount", mount], check=True)


def _lines(root: bytes):
    for folder, folders, files in os.walk(root):
        if folder == root:
            folders[:] = [name for name in folders if name != b"$Extend"]
            files = [name for name in files if not name.startswith(b"$")]
        for name in folders + files:
            path = os.path.join(folder, name)
            yield from _entry(path, os.path.relpath(path, root))


def _entry(path: bytes, name: bytes):
    reparse = _attribute(path, b"system.ntfs_reparse_data")
    if reparse is not None:
        yield _line(b"r", reparse[REPARSE_HEADER:], name)
    elif os.path.isdir(path):
        yield b"d\t0\t-\t" + name
    else:
        with open(path, "rb") as file:
            yield _line(b"f", file.read(), name)
    if _is_first_name(path):
        for stream in filter(None, (_attribute(path, b"ntfs.streams.list") or b"").split(b"\0")):
            with open(path + b":" + stream, "rb") as file:
                yield _line(b"s", file.read(), name + b":" + stream)


_seen: set[int] = set()


def _is_first_name(path: bytes) -> bool:
    state = os.lstat(path)
    if os.path.isdir(path) or state.st_nlink == 1:
        return True
    known = state.st_ino in _seen
    _seen.add(state.st_ino)
    return not known


def _attribute(path: bytes, name: bytes) -> bytes | None:
    try:
        return os.getxattr(path, name, follow_symlinks=False)
    except OSError:
        return None


def _line(kind: bytes, data: bytes, name: bytes) -> bytes:
    digest = hashlib.sha1(data).hexdigest().encode() if data else b"-"
    return b"\t".join([kind, str(len(data)).encode(), digest, name])


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


main()
