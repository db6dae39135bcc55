"""Reads DER (ITU-T X.690) and the names in X.509 certificates (RFC 5280 §4.1)."""

import hashlib
from dataclasses import dataclass
from typing import Iterator

VERSION, SEQUENCE, SET, OID, INTEGER = 0xA0, 0x30, 0x31, 0x06, 0x02
_COMMON_NAME = bytes([0x55, 0x04, 0x03])  # 2.5.4.3


@dataclass(frozen=True)
class Certificate:
    """`subject` and `issuer` are the last common names; the names as a whole, and the serial number, are bytes."""

    subject: str
    issuer: str
    subject_name: bytes
    issuer_name: bytes
    serial: bytes
    sha256: str
    # Of the part that is signed: what a revocation of a certificate by digest names.
    tbs_sha256: str


def certificate(data: bytes) -> Certificate:
    """Reads a certificate. ValueError or IndexError when it is none."""
    items_of(data, SEQUENCE)
    whole, signed = next(raw_items(next(raw_items(data))[1]))
    fields = list(items(signed))
    if fields[0][0] == VERSION:
        fields = fields[1:]
    return Certificate(
        subject=_last_common_name(fields[4][1]) or "?",
        issuer=_last_common_name(fields[2][1]) or "?",
        subject_name=fields[4][1],
        issuer_name=fields[2][1],
        serial=fields[0][1],
        sha256=hashlib.sha256(data).hexdigest(),
        tbs_sha256=hashlib.sha256(whole).hexdigest(),
    )


def _last_common_name(name: bytes) -> str | None:
    found = None
    for tag, relative in items(name):
        if tag != SET:
            continue
        for _, pair in items(relative):
            (kind, oid), (text, value) = list(items(pair))[:2]
            if kind == OID and oid == _COMMON_NAME:
                found = value.decode("utf-16-be" if text == 0x1E else "utf-8", "replace")
    return found


def items_of(data: bytes, tag: int) -> list[tuple[int, bytes]]:
    """The values in the one value of `data`, which must have that tag."""
    found = list(items(data))
    if not found or found[0][0] != tag:
        raise ValueError("another value is expected")
    return list(items(found[0][1]))


def items(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The values that follow each other in `data`, as (tag, content)."""
    for raw, content in raw_items(data):
        yield raw[0], content


def raw_items(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The values that follow each other in `data`, as (all bytes, content)."""
    at = 0
    while at + 2 <= len(data):
        start, length, at = at, data[at + 1], at + 2
        if length & 0x80:
            count = length & 0x7F
            length, at = int.from_bytes(data[at : at + count], "big"), at + count
        if at + length > len(data):
            raise ValueError("a value that is cut off")
        yield data[start : at + length], data[at : at + length]
        at += length
