"""Records that a disk was verified, until the PC restarts.

Renewing identifiers, and what is written into the volume of Windows, change the disk, so that it differs from its
master when the verification is repeated. The record shows that it was verified before.
"""

import json
import os

RECORD = "/run/etabli/verified-disk.json"


def remember(index_sha256: str, disk: dict, result: dict) -> None:
    os.makedirs(os.path.dirname(RECORD), exist_ok=True)
    with open(RECORD, "w", encoding="utf-8") as file:
        json.dump({"index": index_sha256, "disk": disk, "result": result, "changed": False}, file)


def about_to_change(index_sha256: str, disk: dict) -> None:
    """Marks the record before identifiers are renewed. Without a record nothing happens."""
    record = _read()
    if record and record["index"] == index_sha256 and record["disk"] == disk:
        with open(RECORD, "w", encoding="utf-8") as file:
            json.dump(record | {"changed": True}, file)


def volume_about_to_change(disk: dict) -> None:
    """Marks the record before the volume of Windows is written into. Without a record nothing happens."""
    record = _read()
    if record and record["disk"] == disk:
        about_to_change(record["index"], disk)


def compared_before_change(index_sha256: str, disk: dict) -> dict | None:
    """The result of the verification, if the identifiers were renewed since."""
    record = _read()
    if record and record["changed"] and record["index"] == index_sha256 and record["disk"] == disk:
        return record["result"]
    return None


def forget() -> None:
    """Before the first write of a deployment: what was verified then is no longer there."""
    if os.path.exists(RECORD):
        os.unlink(RECORD)


def _read() -> dict | None:
    try:
        with open(RECORD, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return None
