"""Reads registry hives from their bytes, without hivex, to prove what hivex wrote.

Format: "Windows registry file format specification" (msuhanov/regf). It is stricter than hivex: Windows looks a key
up by its place in the sorted list and by its hash, so a key that is out of order or has another hash is not there
for Windows. Values longer than a cell are not read.
"""

import struct
from typing import Iterator

from .errors import AgentError
from .hive_file import PAGE, check_header

_NONE = 0xFFFFFFFF
_LATIN_NAME, _INLINE = 0x20, 0x80000000
_LONGEST = 16344


class RawHive:
    """The hive in the file `path`. AgentError('permanent') for one that Windows would not read as it was meant."""

    def __init__(self, path: str):
        check_header(path)
        with open(path, "rb") as file:
            self._data = file.read()
        self._path = path
        self._lists: dict[int, list[tuple[str, int]]] = {}
        (self._root,), (used,) = struct.unpack_from("<I", self._data, 36), struct.unpack_from("<I", self._data, 40)
        if PAGE + used > len(self._data):
            raise self._wrong(f"{used} bytes of cells, {len(self._data) - PAGE} are there")

    def values(self, key: str) -> dict[str, tuple[int, bytes]] | None:
        """{name: (type, bytes)}; None when there is no such key."""
        node = self._find(key)
        if node is None:
            return None
        count, at = struct.unpack_from("<II", node, 0x24)
        cells = struct.unpack_from(f"<{count}I", self._cell(at)) if count else ()
        return dict(self._value(cell) for cell in cells)

    def keys(self, key: str) -> list[str]:
        """The names of the keys below; none when there is no such key."""
        node = self._find(key)
        return [] if node is None else [name for name, _ in self._below(node)]

    def tree(self, key: str) -> dict[str, dict[str, tuple[int, bytes]]]:
        """{path: values} of the key and of all below it; empty when there is no such key."""
        values = self.values(key)
        if values is None:
            return {}
        found = {key: values}
        for name in self.keys(key):
            found |= self.tree(f"{key}\\{name}")
        return found

    def _find(self, key: str) -> bytes | None:
        node = self._cell(self._root)
        for name in filter(None, key.split("\\")):
            below = {_upper(found): at for found, at in self._below(node)}
            if _upper(name) not in below:
                return None
            node = self._cell(below[_upper(name)])
        return node

    def _below(self, node: bytes) -> list[tuple[str, int]]:
        """(name, cell) of each key below, in order."""
        (count,), (at,) = struct.unpack_from("<I", node, 0x14), struct.unpack_from("<I", node, 0x1C)
        if count and at in self._lists:
            return self._lists[at]
        found = self._lists[at] = list(self._list(at)) if count else []
        names = [_upper(name) for name, _ in found]
        if names != sorted(set(names)) or len(found) != count:
            raise self._wrong(f"{count} keys, which must be sorted and different: {', '.join(names[:20])}")
        return found

    def _list(self, at: int) -> Iterator[tuple[str, int]]:
        cell = self._cell(at)
        kind, count = cell[:2], struct.unpack_from("<H", cell, 2)[0]
        if kind == b"ri":
            for part in struct.unpack_from(f"<{count}I", cell, 4):
                yield from self._list(part)
        elif kind == b"li":
            for key in struct.unpack_from(f"<{count}I", cell, 4):
                yield self._name(key), key
        elif kind in (b"lf", b"lh"):
            for key, hint in struct.iter_unpack("<I4s", cell[4 : 4 + 8 * count]):
                name = self._name(key)
                if hint != _hint(kind, name):
                    raise self._wrong(f"the hash of the key {name} is {hint.hex()}, {_hint(kind, name).hex()} is expected")
                yield name, key
        else:
            raise self._wrong(f"a list of keys of the kind {kind!r}")

    def _name(self, at: int) -> str:
        node = self._cell(at)
        if node[:2] != b"nk":
            raise self._wrong(f"a key of the kind {node[:2]!r}")
        (flags,), (length,) = struct.unpack_from("<H", node, 2), struct.unpack_from("<H", node, 0x48)
        return node[0x4C : 0x4C + length].decode("latin-1" if flags & _LATIN_NAME else "utf-16le")

    def _value(self, at: int) -> tuple[str, tuple[int, bytes]]:
        cell = self._cell(at)
        signature, name_length, size, data_at, kind, flags = struct.unpack_from("<2sHIIIH", cell)
        if signature != b"vk":
            raise self._wrong(f"a value of the kind {signature!r}")
        name = cell[20 : 20 + name_length].decode("latin-1" if flags & 1 else "utf-16le")
        if size & _INLINE:
            return name, (kind, cell[8 : 8 + (size & 7)])
        if size > _LONGEST:
            raise self._wrong(f"the value {name} has {size} bytes, more than a cell")
        return name, (kind, self._cell(data_at)[:size] if size else b"")

    def _cell(self, at: int) -> bytes:
        """The content of a cell in use."""
        start = PAGE + at
        if at == _NONE or start + 4 > len(self._data):
            raise self._wrong(f"a cell at {at:#x}, outside the file")
        (size,) = struct.unpack_from("<i", self._data, start)
        if size > -8 or start - size > len(self._data):
            raise self._wrong(f"a cell of {size} bytes at {at:#x}, which is not in use or outside the file")
        return self._data[start + 4 : start - size]

    def _wrong(self, what: str) -> AgentError:
        return AgentError(
            "permanent",
            f"La ruche {self._path}, relue, n'est pas ce que Windows attend : {what}",
            f"The hive {self._path}, read back, is not what Windows expects: {what}",
            "Gardez le journal et relancez ; si l'erreur revient, l'image ou le disque est en cause.",
            "Keep the log and retry; if the error comes back, the image or the disk is at fault.",
        )


def _upper(name: str) -> str:
    """In capitals, character by character as Windows does: 'ß' stays one character."""
    return "".join(each.upper() if len(each.upper()) == 1 else each for each in name)


def _hint(kind: bytes, name: str) -> bytes:
    """What stands beside a key in its list: its first four characters, or the hash of its whole name."""
    if kind == b"lf":
        return name.encode("latin-1", "replace")[:4].ljust(4, b"\0")
    found = 0
    for character in _upper(name):
        found = (found * 37 + ord(character)) & 0xFFFFFFFF
    return struct.pack("<I", found)
