"""What firmware starts under Secure Boot: who is trusted (db), what is revoked (dbx), who may change both (KEK, PK)."""

import struct
from pathlib import Path
from uuid import UUID

from .der import certificate
from .errors import AgentError
from .inventory.board import firmware_kind, secure_boot
from .signature_lists import SHA256, SHA256_BYTES, X509, X509_SHA256, Entry, entries

_ATTRIBUTES = 4  # efivarfs puts them before the value
_VARIABLES = "sys/firmware/efi/efivars"
_SECURITY_DATABASE = "d719b2cb-3d3a-4596-a3bc-dad00e67656f"
_GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
_OWNERS = {"db": _SECURITY_DATABASE, "dbx": _SECURITY_DATABASE, "KEK": _GLOBAL, "PK": _GLOBAL}
# A "digest" of dbx that is none: the lowest security version of a boot manager of Windows that is still taken.
# microsoft/secureboot_objects: a version byte, a GUID, minor and major number.
_BOOT_MANAGER_VERSION = b"\x01" + UUID("9d132b61-59d5-4388-ab1c-185c3cb2eb92").bytes_le


def firmware_trust(root: Path) -> dict:
    """{secureBoot, firmware, db, dbHashes, dbx, kek, pk}. AgentError('operator') for a variable that cannot be read."""
    kind = firmware_kind(root)
    state = secure_boot(root) if kind == "uefi" else "unsupported"
    db, dbx, kek, pk = (read_variable(root, name) for name in ("db", "dbx", "KEK", "PK"))
    return {
        "firmware": kind,
        # Without a platform key nothing is refused.
        "secureBoot": "disabled" if state == "setup" else state,
        "db": _certificates(db),
        "dbHashes": _digests(db, SHA256),
        "dbx": {
            "hashes": _digests(dbx, SHA256),
            "certificates": _certificates(dbx),
            "certificateHashes": _digests(dbx, X509_SHA256),
            "bootManagerSvn": _lowest_version(dbx),
        },
        "kek": _certificates(kek),
        # Who may change KEK: the maker of the PC.
        "pk": _certificates(pk),
    }


def variable_path(root: Path, name: str) -> Path:
    return root / _VARIABLES / f"{name}-{_OWNERS[name]}"


def read_variable(root: Path, name: str) -> list[Entry]:
    """The entries of db, dbx, KEK or PK; none when firmware does not have it."""
    try:
        data = variable_path(root, name).read_bytes()[_ATTRIBUTES:]
    except FileNotFoundError:
        return []
    except OSError as cause:
        raise _unreadable(name, str(cause)) from cause
    try:
        return list(entries(data))
    except ValueError as cause:
        raise _unreadable(name, str(cause)) from cause


def _certificates(found: list[Entry]) -> list[dict]:
    return [_certificate(entry.value) for entry in found if entry.kind == X509]


def _certificate(data: bytes) -> dict:
    try:
        read = certificate(data)
    except (IndexError, ValueError):
        return {"subject": "?", "sha256": "?"}
    return {"subject": read.subject, "sha256": read.sha256}


def _digests(found: list[Entry], kind: UUID) -> list[str]:
    return [entry.value[:SHA256_BYTES].hex() for entry in found if entry.kind == kind]


def is_lowest_version(entry: Entry) -> bool:
    """Whether an entry of dbx says which boot managers of Windows are too old."""
    return entry.kind == SHA256 and entry.value.startswith(_BOOT_MANAGER_VERSION)


def _lowest_version(found: list[Entry]) -> str | None:
    """`major.minor`; several entries count as their highest."""
    versions = [
        struct.unpack_from("<HH", entry.value, len(_BOOT_MANAGER_VERSION))[::-1]
        for entry in found
        if is_lowest_version(entry)
    ]
    return "{}.{}".format(*max(versions)) if versions else None


def _unreadable(name: str, cause: str) -> AgentError:
    return AgentError(
        "operator",
        f"La variable {name} de Secure Boot est illisible : {cause}",
        f"Secure Boot's variable {name} cannot be read: {cause}",
        "Dans le menu du micrologiciel, remettez les clés de Secure Boot d'usine, puis relancez.",
        "In the firmware's menu, restore the factory keys of Secure Boot, then retry.",
    )
