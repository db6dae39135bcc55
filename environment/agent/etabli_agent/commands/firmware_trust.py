"""`firmware-trust`: what this PC's firmware starts under Secure Boot. No parameters; changes nothing.

Result: {secureBoot: enabled|disabled|unsupported, firmware, db: [{subject, sha256}], dbHashes: [hex], dbx: {hashes:
[hex], certificates: [{subject, sha256}], certificateHashes: [hex], bootManagerSvn: 'major.minor'|null}, kek:
[{subject, sha256}], pk: [{subject, sha256}]}.
"""

from pathlib import Path

from ..firmware_trust import firmware_trust
from ..report import Report


def run(parameters: dict, report: Report) -> dict:
    found = firmware_trust(Path("/"))
    revoked = len(found["dbx"]["hashes"]) + len(found["dbx"]["certificates"]) + len(found["dbx"]["certificateHashes"])
    trusted = ", ".join(authority["subject"] for authority in found["db"]) or "-"
    report.log(f"Secure Boot {found['secureBoot']}; trusted: {trusted}; {revoked} entries revoked")
    return found
