"""The certificates that the firmware trusts: Secure Boot's `db`. UEFI 2.10 §32.4.1."""

import struct
from pathlib import Path
from typing import Iterator
from uuid import UUID

_DB = "sys/firmware/efi/efivars/db-d719b2cb-3d3a-4596-a3bc-dad00e67656f"
_ATTRIBUTES = 4  # efivarfs puts them before the value
_X509 = UUID("a5c059a1-94e4-4aa7-87b5-ab155c2bf072").bytes_le
_LIST_HEADER = 28
_OWNER = 16
# DER tags, ITU-T X.690.
_VERSION, _SEQUENCE, _SET, _OID = 0xA0, 0x30, 0x31, 0x06
_COMMON_NAME = bytes([0x55, 0x04, 0x03])  # 2.5.4.3


def authorities(root: Path) -> list[str] | None:
    """The common names of the trusted certificates, without duplicates, in order; None when the firmware has no `db`."""
    try:
        data = (root / _DB).read_bytes()[_ATTRIBUTES:]
    except OSError:
        return None
    names = [_name_of(certificate) for certificate in certificates(data)]
    return list(dict.fromkeys(names))


def certificates(data: bytes) -> Iterator[bytes]:
    """The X.509 certificates of a row of EFI_SIGNATURE_LISTs; stops at a truncated list."""
    while len(data) >= _LIST_HEADER:
        list_size, header_size, size = struct.unpack_from("<III", data, 16)
        if list_size < _LIST_HEADER or list_size > len(data):
            return
        if data[:16] == _X509 and size > _OWNER:
            entries = data[_LIST_HEADER + header_size : list_size]
            for start in range(0, len(entries) - size + 1, size):
                yield entries[start + _OWNER : start + size]
        data = data[list_size:]


def _name_of(certificate: bytes) -> str:
    try:
        return common_name(certificate) or "?"
    except (IndexError, ValueError):
        return "?"


def common_name(certificate: bytes) -> str | None:
    """The last common name of the subject. RFC 5280 §4.1: the subject is the sixth field, the version may be absent."""
    fields = list(_items(_items_of(certificate, _SEQUENCE)[0][1]))
    if fields[0][0] == _VERSION:
        fields = fields[1:]
    found = None
    for tag, relative in _items(fields[4][1]):
        if tag != _SET:
            continue
        for _, pair in _items(relative):
            (kind, oid), (_, value) = list(_items(pair))[:2]
            if kind == _OID and oid == _COMMON_NAME:
                found = value.decode("utf-8", "replace")
    return found


def _items_of(data: bytes, tag: int) -> list[tuple[int, bytes]]:
    items = list(_items(data))
    if not items or items[0][0] != tag:
        raise ValueError("no certificate")
    return list(_items(items[0][1]))


def _items(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The DER values that follow each other in `data`, as (tag, content)."""
    at = 0
    while at + 2 <= len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + length > len(data):
            raise ValueError("a value that is cut off")
        yield tag, data[at : at + length]
        at += length
