"""When firmware may be given a revocation: not before it trusts what replaces the revoked.

Revoking the authority of 2011, or the boot managers before a security version, ends the start of every Windows whose
boot manager it concerns. One that the authority of 2023 signed starts only where db has that.
"""

from pathlib import Path

from .authority_update import Update, holds
from .firmware_trust import firmware_trust, is_lowest_version
from .signature_lists import X509, X509_SHA256, Entry

REPLACEMENT = "Windows UEFI CA 2023"


def why_withheld(root: Path, variable: str, update: Update) -> dict | None:
    """{fr, en}; None when the update may be applied. db is read anew: what it was given may not have been taken."""
    if variable != "dbx" or not any(_revokes_many(entry) for entry in update.added) or holds(root, variable, update):
        return None
    if any(trusted["subject"] == REPLACEMENT for trusted in firmware_trust(root)["db"]):
        return None
    return {
        "fr": f"ce micrologiciel ne connaît pas {REPLACEMENT} (db) : Windows ne démarrerait plus",
        "en": f"this firmware does not trust {REPLACEMENT} (db): Windows would no longer start",
    }


def _revokes_many(entry: Entry) -> bool:
    """Rather than one file by its digest."""
    return entry.kind in (X509, X509_SHA256) or is_lowest_version(entry)
