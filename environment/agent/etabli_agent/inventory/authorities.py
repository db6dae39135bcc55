"""The certificates that the firmware trusts: Secure Boot's `db`. UEFI 2.10 §32.4.1."""

from pathlib import Path
from typing import Iterator

from ..der import certificate
from ..signature_lists import X509, entries

_DB = "sys/firmware/efi/efivars/db-d719b2cb-3d3a-4596-a3bc-dad00e67656f"
_ATTRIBUTES = 4  # efivarfs puts them before the value


def authorities(root: Path) -> list[str] | None:
    """The common names of the trusted certificates, without duplicates, in order; None when the firmware has no `db`."""
    try:
        data = (root / _DB).read_bytes()[_ATTRIBUTES:]
    except OSError:
        return None
    names = [_name_of(found) for found in certificates(data)]
    return list(dict.fromkeys(names))


def certificates(data: bytes) -> Iterator[bytes]:
    """The X.509 certificates of a row of lists; stops at a list that is cut off."""
    try:
        for entry in entries(data):
            if entry.kind == X509:
                yield entry.value
    except ValueError:
        return


def _name_of(data: bytes) -> str:
    try:
        return certificate(data).subject
    except (IndexError, ValueError):
        return "?"
