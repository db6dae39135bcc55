"""A PE program as Secure Boot sees it: its Authenticode digest, its signatures, its security version.

Microsoft, "Windows Authenticode Portable Executable Signature Format" and "PE Format". A file may be signed twice.
"""

import hashlib
import struct
from dataclasses import dataclass, field

from .der import SEQUENCE, Certificate, items, items_of
from .signed_data import chain_of

_SECURITY, _RESOURCES = 4, 2
_PKCS_7 = 2
_SHA256 = bytes.fromhex("608648016503040201")
# Names Windows' boot manager gives its security version: a resource of raw data.
_RAW_DATA, _VERSION = 10, "BOOTMGRSECURITYVERSIONNUMBER"
_HAS_NAME = _IS_FOLDER = 1 << 31


@dataclass(frozen=True)
class Section:
    address: int
    size: int
    at: int


@dataclass(frozen=True)
class Signature:
    """`chain`: the signer first, then those that vouch for it, as far as the file has them."""

    chain: list[Certificate]
    sha256: str | None


@dataclass(frozen=True)
class PeFile:
    data: bytes
    machine: int
    headers: int
    checksum_at: int
    directories_at: int
    directories: list[tuple[int, int]]
    sections: list[Section] = field(default_factory=list)

    def directory(self, number: int) -> tuple[int, int]:
        return self.directories[number] if number < len(self.directories) else (0, 0)


def read_pe(data: bytes) -> PeFile:
    """ValueError when `data` is no PE program."""
    try:
        return _read(data)
    except struct.error as cause:
        raise ValueError("a PE header that is cut off") from cause


def _read(data: bytes) -> PeFile:
    if data[:2] != b"MZ":
        raise ValueError("no PE program")
    (start,) = struct.unpack_from("<I", data, 60)
    if data[start : start + 4] != b"PE\0\0":
        raise ValueError("no PE program")
    machine, section_count = struct.unpack_from("<HH", data, start + 4)
    (optional_size,) = struct.unpack_from("<H", data, start + 20)
    optional = start + 24
    (magic,) = struct.unpack_from("<H", data, optional)
    directories_at = optional + {0x10B: 96, 0x20B: 112}.get(magic, 0)
    (headers,) = struct.unpack_from("<I", data, optional + 60)
    (count,) = struct.unpack_from("<I", data, directories_at - 4)
    directories = [struct.unpack_from("<II", data, directories_at + 8 * index) for index in range(min(count, 16))]
    sections = []
    for index in range(section_count):
        address, size, at = struct.unpack_from("<III", data, optional + optional_size + 40 * index + 12)
        sections.append(Section(address, size, at))
    return PeFile(data, machine, headers, optional + 64, directories_at, directories, sections)


def authenticode_sha256(pe: PeFile) -> str:
    """The digest that is signed: without the checksum, the place of the signatures, and the signatures."""
    entry = pe.directories_at + 8 * _SECURITY
    signatures_at, signatures_size = pe.directory(_SECURITY)
    digest = hashlib.sha256(pe.data[: pe.checksum_at])
    digest.update(pe.data[pe.checksum_at + 4 : entry])
    digest.update(pe.data[entry + 8 : pe.headers])
    hashed = pe.headers
    for section in sorted((one for one in pe.sections if one.size), key=lambda one: one.at):
        digest.update(pe.data[section.at : section.at + section.size])
        hashed += section.size
    end = len(pe.data) - (signatures_size if signatures_at else 0)
    digest.update(pe.data[hashed:end])
    return digest.hexdigest()


def signatures(pe: PeFile) -> list[Signature]:
    """The signatures in the order of the file. ValueError when one cannot be read."""
    at, size = pe.directory(_SECURITY)
    end = at + size
    found = []
    while at and at + 8 <= end:
        length, _, kind = struct.unpack_from("<IHH", pe.data, at)
        if length < 8 or at + length > min(end, len(pe.data)):
            raise ValueError("a signature that is cut off")
        if kind == _PKCS_7:
            found.append(_signature(pe.data[at + 8 : at + length]))
        at += -(-length // 8) * 8
    return found


def _signature(data: bytes) -> Signature:
    """PKCS #7 SignedData (RFC 2315 §9.1), whose content is Microsoft's SpcIndirectDataContent."""
    try:
        fields = items_of(items_of(data, SEQUENCE)[1][1], SEQUENCE)
        content = items_of(list(items(fields[2][1]))[1][1], SEQUENCE)
        kind, digest = list(items(content[1][1]))[:2]
        is_sha256 = next(items(kind[1]))[1] == _SHA256
    except (IndexError, StopIteration) as cause:
        raise ValueError("a signature of an unknown form") from cause
    return Signature(chain_of(fields), digest[1].hex() if is_sha256 else None)


def security_version(pe: PeFile) -> str | None:
    """`major.minor` of a boot manager of Windows; None when the file does not tell it."""
    found = resource(pe, _RAW_DATA, _VERSION)
    if found is None or len(found) < 4:
        return None
    minor, major = struct.unpack_from("<HH", found)
    return f"{major}.{minor}"


def resource(pe: PeFile, kind: int, name: int | str) -> bytes | None:
    """A resource in its first language; None when there is none."""
    address, size = pe.directory(_RESOURCES)
    root = _offset(pe, address) if size else None
    if root is None:
        return None
    try:
        place = _find(pe.data, root, _find(pe.data, root, 0, kind), name)
        while place is not None and place & _IS_FOLDER:
            place = _find(pe.data, root, place, None)
        if place is None:
            return None
        address, size = struct.unpack_from("<II", pe.data, root + place)
    except struct.error:
        return None
    at = _offset(pe, address)
    return None if at is None else pe.data[at : at + size]


def _find(data: bytes, root: int, folder: int | None, wanted: int | str | None) -> int | None:
    """Where the entry `wanted` (None: the first) of a folder of resources leads, from the root on."""
    if folder is None:
        return None
    at = root + (folder & ~_IS_FOLDER)
    names, numbers = struct.unpack_from("<HH", data, at + 12)
    for index in range(names + numbers):
        name, target = struct.unpack_from("<II", data, at + 16 + 8 * index)
        if wanted is None or wanted == (_text(data, root + (name & ~_HAS_NAME)) if name & _HAS_NAME else name):
            return target
    return None


def _text(data: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<H", data, at)
    return data[at + 2 : at + 2 + 2 * length].decode("utf-16le", "replace")


def _offset(pe: PeFile, address: int) -> int | None:
    for section in pe.sections:
        if section.address <= address < section.address + section.size:
            return address - section.address + section.at
    return None
