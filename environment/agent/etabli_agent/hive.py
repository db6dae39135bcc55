"""Reads and writes registry hives with hivex (python3-hivex).

Paths of keys are written `Select` or `ControlSet001\\Services\\disk`, without regard to case; '' is the root.
The value named '' is the key's default. Data is a str (REG_SZ, REG_EXPAND_SZ), a list of str (REG_MULTI_SZ), an int
(REG_DWORD, REG_QWORD) or bytes (all other types, which may be given as their number).
"""

import tempfile
from contextlib import contextmanager
from typing import Iterator

import hivex

from .errors import AgentError
from .hive_file import check_header, empty_hive, replace

__all__ = ["Hive", "edit_hive", "empty_hive", "open_hive"]

KINDS = {"REG_SZ": 1, "REG_EXPAND_SZ": 2, "REG_BINARY": 3, "REG_DWORD": 4, "REG_MULTI_SZ": 7, "REG_QWORD": 11}
_NAMES = {number: name for name, number in KINDS.items()}
# Longer data is kept in pieces, which hivex does not write.
LONGEST = 16344
_TOO_LONG_FR = f"une valeur, de cette clé aussi, a au plus {LONGEST} octets"
_TOO_LONG_EN = f"a value, also of this key, has at most {LONGEST} bytes"
Data = str | list[str] | int | bytes


@contextmanager
def open_hive(path: str) -> Iterator["Hive"]:
    """The hive, to read only. AgentError('permanent') when it is none or was not written to its end."""
    check_header(path)
    hive = Hive(path, write=False)
    try:
        yield hive
    finally:
        hive.close()


@contextmanager
def edit_hive(path: str) -> Iterator["Hive"]:
    """The hive, to change: it is replaced at once at the end of the block, and stays as it is after an exception."""
    check_header(path)
    hive = Hive(path, write=True)
    try:
        yield hive
        replace(path, hive.content())
    finally:
        hive.close()


def _opened(path: str, write: bool) -> "hivex.Hivex":
    try:
        return hivex.Hivex(path, write=write)
    except RuntimeError as cause:
        raise AgentError(
            "permanent",
            f"La ruche {path} est illisible : {cause}",
            f"The hive {path} cannot be read: {cause}",
            "Reprenez l'image d'origine et réimportez-la.",
            "Take the original image and import it again.",
        ) from cause


class Hive:
    """An open hive."""

    def __init__(self, path: str, write: bool):
        self._handle: "hivex.Hivex | None" = _opened(path, write)
        self._path = path

    def close(self) -> None:
        """Lets go of the file: its volume could not be unmounted as long as hivex has it mapped."""
        self._handle = None

    def content(self) -> bytes:
        """The bytes of the hive as it now is."""
        with tempfile.TemporaryDirectory() as folder:
            self._handle.commit(f"{folder}/hive")
            with open(f"{folder}/hive", "rb") as file:
                return file.read()

    def has_key(self, key: str) -> bool:
        return self._find(key) is not None

    def keys(self, key: str) -> list[str]:
        """The names of the keys below, as the hive orders them; none when the key is absent."""
        node = self._find(key)
        return [] if node is None else [self._handle.node_name(child) for child in self._handle.node_children(node)]

    def values(self, key: str) -> dict[str, tuple[str | int, Data]]:
        """{name: (type, data)} of the key; none when the key is absent."""
        node = self._find(key)
        return {} if node is None else self._values(node)

    def _values(self, node: int) -> dict[str, tuple[str | int, Data]]:
        found = {}
        for value in self._handle.node_values(node):
            kind, data = self._handle.value_value(value)
            found[self._handle.value_key(value)] = (_NAMES.get(kind, kind), decode(kind, data))
        return found

    def below(self, key: str) -> Iterator[tuple[str, dict[str, tuple[str | int, Data]]]]:
        """(path from `key` on, values) of all keys below it; much faster than asking for each by its path."""
        start = self._find(key)
        waiting = [] if start is None else [("", start)]
        while waiting:
            path, node = waiting.pop()
            if path:
                yield path, self._values(node)
            children = self._handle.node_children(node)
            waiting += [(f"{path}\\{self._handle.node_name(child)}".strip("\\"), child) for child in children]

    def get(self, key: str, name: str) -> Data | None:
        """The data of one value; None when it is absent."""
        found = {known.lower(): data for known, (_, data) in self.values(key).items()}
        return found.get(name.lower())

    def ensure_key(self, key: str) -> None:
        """Makes the key and those above it, as far as they are missing."""
        node = self._handle.root()
        for name in _names(key):
            child = self._handle.node_get_child(node, name)
            if child is None:
                if not name.isascii() or len(name) > 255:
                    fr, en = "une clé est en ASCII, de 255 caractères au plus", "a key is ASCII of up to 255 characters"
                    raise self._refused(name, fr, en)
                child = self._handle.node_add_child(node, name)
            node = child

    def set(self, key: str, name: str, kind: str | int, data: Data) -> None:
        """Sets one value; the key is made when it is missing. A REG_BINARY may be given as hexadecimal text."""
        self.ensure_key(key)
        node = self._find(key)
        encoded = encode(kind, data)
        kept = [self._handle.value_value(value)[1] for value in self._handle.node_values(node)]
        if max(map(len, [encoded, *kept])) > LONGEST:
            # hivex writes all values of a key again when one changes.
            raise self._refused(f"{key}\\{name}", _TOO_LONG_FR, _TOO_LONG_EN)
        self._handle.node_set_value(node, {"key": name, "t": KINDS.get(kind, kind), "value": encoded})

    def delete_value(self, key: str, name: str) -> None:
        """Does nothing when there is no such value."""
        node = self._find(key)
        if node is None or self.get(key, name) is None:
            return
        kept = []
        for value in self._handle.node_values(node):
            kind, data = self._handle.value_value(value)
            if self._handle.value_key(value).lower() != name.lower():
                kept.append({"key": self._handle.value_key(value), "t": kind, "value": data})
        if any(len(value["value"]) > LONGEST for value in kept):
            raise self._refused(key, _TOO_LONG_FR, _TOO_LONG_EN)
        self._handle.node_set_values(node, kept)

    def delete_key(self, key: str) -> None:
        """Removes the key with all below it. Does nothing when there is no such key."""
        node = self._find(key)
        if node is not None:
            self._handle.node_delete_child(node)

    def _find(self, key: str) -> int | None:
        node = self._handle.root()
        for name in _names(key):
            node = self._handle.node_get_child(node, name)
            if node is None:
                return None
        return node

    def _refused(self, what: str, fr: str, en: str) -> AgentError:
        return AgentError(
            "permanent",
            f"{what} ne peut pas être écrit dans la ruche {self._path} : {fr}",
            f"{what} cannot be written to the hive {self._path}: {en}",
        )


def _names(key: str) -> list[str]:
    return [name for name in key.split("\\") if name]


def encode(kind: str | int, data: Data) -> bytes:
    """The bytes of a value. ValueError when `kind` is unknown or `data` is not of its type."""
    if kind in ("REG_SZ", "REG_EXPAND_SZ") and isinstance(data, str):
        return f"{data}\0".encode("utf-16le")
    if kind == "REG_MULTI_SZ" and isinstance(data, list) and all(data):
        return "".join(f"{text}\0" for text in [*data, ""]).encode("utf-16le")
    if kind in ("REG_DWORD", "REG_QWORD") and isinstance(data, int):
        return data.to_bytes(4 if kind == "REG_DWORD" else 8, "little")
    if kind == "REG_BINARY" and isinstance(data, str):
        return bytes.fromhex(data)
    if (kind == "REG_BINARY" or isinstance(kind, int)) and isinstance(data, bytes):
        return data
    raise ValueError(f"{kind} with {type(data).__name__}: known types are {', '.join(KINDS)} with their own data")


def decode(kind: int, data: bytes) -> Data:
    """What `encode` takes; data that its type does not allow stays bytes."""
    if kind in (KINDS["REG_SZ"], KINDS["REG_EXPAND_SZ"]):
        return data.decode("utf-16le", "replace").split("\0")[0]
    if kind == KINDS["REG_MULTI_SZ"]:
        return [text for text in data.decode("utf-16le", "replace").split("\0") if text]
    if (kind == KINDS["REG_DWORD"] and len(data) == 4) or (kind == KINDS["REG_QWORD"] and len(data) == 8):
        return int.from_bytes(data, "little")
    return data
