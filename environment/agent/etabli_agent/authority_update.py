"""A signed update of Secure Boot's variables, appended to what firmware has. UEFI 2.10 §8.2.2 and §32.4.2.

Firmware takes it when one of the keys of KEK (for KEK: of PK) signed it; nobody's trust is asked for otherwise.
"""

import errno
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from .der import SEQUENCE, certificate, items_of
from .errors import AgentError
from .firmware_trust import read_variable, variable_path
from .run import run
from .signature_lists import X509, Entry, entries
from .signed_data import chain_of

_TIME, _CERTIFICATE_HEADER = 16, 24
_UEFI_CERTIFICATE = 0x0EF1
_PKCS_7 = UUID("4aafd29d-68df-49ee-8aa9-347d375665a7")
# Non-volatile, of the boot services and of the system, authenticated by time, appended.
_ATTRIBUTES = 0x01 | 0x02 | 0x04 | 0x20 | 0x40
_SIGNED_BY = {"db": "KEK", "dbx": "KEK", "KEK": "PK"}


@dataclass(frozen=True)
class Update:
    """`added`: what the variable holds afterwards; `signers`: who signed it and who vouches for them."""

    data: bytes
    added: list[Entry]
    signers: list[str]


def read_update(data: bytes) -> Update:
    """EFI_VARIABLE_AUTHENTICATION_2 and what it signs. ValueError when it is none."""
    if len(data) < _TIME + _CERTIFICATE_HEADER:
        raise ValueError("too short for a signed update")
    length, _, kind = struct.unpack_from("<IHH", data, _TIME)
    if kind != _UEFI_CERTIFICATE or UUID(bytes_le=data[_TIME + 8 : _TIME + _CERTIFICATE_HEADER]) != _PKCS_7:
        raise ValueError("no update that is signed with PKCS #7")
    end = _TIME + length
    chain = chain_of(items_of(data[_TIME + _CERTIFICATE_HEADER : end], SEQUENCE))
    names = [name for one in chain for name in (one.subject, one.issuer)]
    return Update(data, list(entries(data[end:])), list(dict.fromkeys(names)))


def names_of(found: list[Entry]) -> list[str]:
    """The common names of certificates; what else there is is counted."""
    names = [certificate(entry.value).subject for entry in found if entry.kind == X509]
    others = len(found) - len(names)
    return names + ([f"{others} digests"] if others else [])


def apply_update(root: Path, variable: str, update: Update) -> str:
    """`updated`, `unchanged` (it was there) or `not-allowed` (this firmware takes no update of those who signed it)."""
    if holds(root, variable, update):
        return "unchanged"
    allowed = set(names_of([entry for entry in read_variable(root, _SIGNED_BY[variable]) if entry.kind == X509]))
    if not allowed.intersection(update.signers):
        return "not-allowed"
    try:
        append(variable_path(root, variable), update.data)
    except OSError as cause:
        if cause.errno in (errno.EACCES, errno.EPERM, errno.EINVAL):
            return "not-allowed"
        raise _not_written(variable, os.strerror(cause.errno or 0)) from cause
    if not holds(root, variable, update):
        fr, en = "il ne l'a pas gardée", "it did not keep it"
        raise _not_written(variable, en, fr)
    return "updated"


def holds(root: Path, variable: str, update: Update) -> bool:
    present = set(read_variable(root, variable))
    return all(entry in present for entry in update.added)


def append(path: Path, data: bytes) -> None:
    """One write, as efivarfs wants it. Linux protects variables that it does not know from being deleted by mistake."""
    if path.exists():
        run(["chattr", "-i", str(path)])
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.write(descriptor, struct.pack("<I", _ATTRIBUTES) + data)
    finally:
        os.close(descriptor)


def _not_written(variable: str, en: str, fr: str = "") -> AgentError:
    return AgentError(
        "operator",
        f"Le micrologiciel n'a pas pris la mise à jour de {variable} : {fr or en}",
        f"The firmware did not take the update of {variable}: {en}",
        "Mettez à jour le micrologiciel du PC, puis relancez.",
        "Update the PC's firmware, then retry.",
    )
