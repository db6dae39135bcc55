"""Secure Boot's variables: rows of EFI_SIGNATURE_LISTs. UEFI 2.10 §32.4.1."""

import struct
from dataclasses import dataclass
from typing import Iterator
from uuid import UUID

X509 = UUID("a5c059a1-94e4-4aa7-87b5-ab155c2bf072")
SHA256 = UUID("c1c41626-504c-4092-aca9-41f936934328")
# A certificate that is named by the digest of its signed part.
X509_SHA256 = UUID("3bd2a492-96c0-4079-b420-fcf98ef103ed")
SHA256_BYTES = 32
_LIST_HEADER = 28
_OWNER = 16


@dataclass(frozen=True)
class Entry:
    kind: UUID
    value: bytes


def entries(data: bytes) -> Iterator[Entry]:
    """The entries of all lists, in order. ValueError at a list that is cut off, after all those before it."""
    while data:
        if len(data) < _LIST_HEADER:
            raise ValueError(f"{len(data)} bytes are too few for a list")
        list_size, header_size, size = struct.unpack_from("<III", data, 16)
        if list_size < _LIST_HEADER or list_size > len(data):
            raise ValueError(f"a list of {list_size} bytes in {len(data)}")
        kind = UUID(bytes_le=data[:16])
        values = data[_LIST_HEADER + header_size : list_size]
        if size > _OWNER:
            for start in range(0, len(values) - size + 1, size):
                yield Entry(kind, values[start + _OWNER : start + size])
        data = data[list_size:]
