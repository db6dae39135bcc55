"""The firmware's boot entries, through efibootmgr(8). UEFI 2.10 §3.1."""

import os
import re

from .errors import AgentError
from .mounts import mount_points
from .report import Report
from .run import run

EFIVARS = "/sys/firmware/efi/efivars"
_GLOBAL_VARIABLE = "8be4df61-93ca-11d2-aa0d-00e098032b8c"


def parse(listing: str) -> dict:
    """{order: [..], next, current, entries: {number: label}, paths: {number: path}} from what efibootmgr prints."""
    order = re.search(r"^BootOrder: ([0-9A-F,]+)$", listing, re.M)
    following = re.search(r"^BootNext: ([0-9A-F]{4})$", listing, re.M)
    current = re.search(r"^BootCurrent: ([0-9A-F]{4})$", listing, re.M)
    entries = re.findall(r"^Boot([0-9A-F]{4})\*? ([^\t\n]*)\t?(.*)$", listing, re.M)
    return {
        "order": order[1].split(",") if order else [],
        "next": following[1] if following else None,
        "current": current[1] if current else None,
        "entries": {number: label.strip() for number, label, _ in entries},
        "paths": {number: path for number, _, path in entries},
    }


def put_first(disk: str, esp_number: int, label: str, loader: str, report: Report, data: bytes = b"") -> dict:
    """Makes the entry of `loader` on the disk first in BootOrder and next to boot, and reads it back.

    `data` is for the loader itself; firmware keeps it with the entry.

    Entries of the same label, from an earlier system or an interrupted run, are removed, but not those of another
    disk of this PC. Result: {entry, bootOrder, bootNext, entries}. Raises AgentError('operator') when the firmware
    did not keep it.
    """
    if EFIVARS not in [point for point, _ in mount_points(EFIVARS)]:
        run(["mount", "-t", "efivarfs", "efivarfs", EFIVARS], kind="operator")
    of_others = _remove(label, disk)
    others = [number for number in parse(_efibootmgr())["order"]]
    made_with = ["-q", "-c", "-d", disk, "-p", str(esp_number), "-L", label, "-l", loader]
    _efibootmgr(*made_with, *(["-@", "-"] if data else []), data=data)
    made = [number for number in _named(label) if number not in of_others]
    if len(made) != 1:
        raise _not_kept(f"entries {made}")
    _efibootmgr("-q", "-o", ",".join([made[0], *(number for number in others if number != made[0])]))
    _efibootmgr("-q", "-n", made[0])
    os.sync()
    listing = _efibootmgr()
    found = parse(listing)
    report.log(listing.strip())
    if found["order"][:1] != made or found["next"] != made[0]:
        raise _not_kept(f"BootOrder {','.join(found['order'])}, BootNext {found['next']}")
    if data:
        _check_data(made[0], data)
    return {"entry": made[0], "bootOrder": found["order"], "bootNext": found["next"], "entries": found["entries"]}


def _named(label: str) -> dict[str, str]:
    """{number: path} of the entries with that label."""
    found = parse(_efibootmgr())
    return {number: found["paths"][number] for number, name in found["entries"].items() if name == label}


def _remove(label: str, disk: str) -> list[str]:
    """Removes the entries of that label, except those that start another disk of this PC, which it returns."""
    kept = []
    for number, path in _named(label).items():
        partition = re.search(r"HD\(\d+,GPT,([0-9a-fA-F-]{36}),", path)
        found = _device_of(partition[1]) if partition else ""
        if found and not re.fullmatch(rf"{re.escape(disk)}p?\d+", found):
            kept.append(number)
        else:
            _efibootmgr("-q", "-b", number, "-B")
    return kept


def _device_of(partition: str) -> str:
    """The partition with that GUID; empty when no disk of this PC has it."""
    return run(["blkid", "-t", f"PARTUUID={partition.lower()}", "-o", "device"], accept=(0, 2)).strip()


def _check_data(number: str, data: bytes) -> None:
    with open(f"{EFIVARS}/Boot{number}-{_GLOBAL_VARIABLE}", "rb") as variable:
        if not variable.read().endswith(data):
            raise _not_kept(f"Boot{number} without the data for its loader")


def _efibootmgr(*arguments: str, data: bytes = b"") -> str:
    return run(["efibootmgr", *arguments], input=data or None, kind="operator", timeout_seconds=60)


def _not_kept(what: str) -> AgentError:
    return AgentError(
        "operator",
        f"Le micrologiciel n'a pas gardé l'ordre de démarrage : {what}",
        f"The firmware did not keep the boot order: {what}",
        "Dans le menu du micrologiciel, mettez ce disque en premier ou videz les entrées, puis relancez.",
        "In the firmware's menu, put this disk first or clear the entries, then retry.",
    )
