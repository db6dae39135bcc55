"""Disks from lsblk, and their health."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable

from ..machine_files import read_text, without_none
from ..run import run
from .health import read_health

# Not disks on which a system can be installed.
NOT_A_DISK = re.compile(r"^(loop|ram|zram|fd|sr|nbd|dm-|mmcblk\d+(boot|rpmb))")
_BUSES = {
    "nvme": "nvme",
    "sata": "sata",
    "ata": "sata",
    "usb": "usb",
    "virtio": "virtio",
    "mmc": "mmc",
    "sas": "scsi",
    "spi": "scsi",
    "iscsi": "scsi",
    "fc": "scsi",
}


def disks(root: Path, health: Callable[[dict], dict] = read_health) -> list[dict]:
    """Every disk with its health. Each health has its own time-out, and they are read together."""
    found = parse_lsblk(run(["lsblk", "-J", "-b", "-O"], timeout_seconds=30), root)
    with ThreadPoolExecutor(max_workers=8) as pool:
        for disk, state in zip(found, pool.map(health, found)):
            disk["health"] = state
    return found


def parse_lsblk(text: str, root: Path = Path("/")) -> list[dict]:
    """`lsblk -J -b -O` as the inventory's disks, without their health."""
    listing = json.loads(text).get("blockdevices", [])
    return [_disk(item, root) for item in listing if _is_disk(item)]


def _is_disk(item: dict) -> bool:
    name = item.get("name") or ""
    return item.get("type") == "disk" and bool(item.get("size")) and not NOT_A_DISK.match(name)


def _disk(item: dict, root: Path) -> dict:
    name = item["name"]
    folder = root / "sys/block" / name.replace("/", "!")
    bus = bus_of(item)
    serial = _clean(item.get("serial")) or read_text(folder / "serial") or read_text(folder / "device/serial")
    disk = {
        "name": name,
        "path": item.get("path") or f"/dev/{name}",
        "serial": serial,
        "wwn": _clean(item.get("wwn")),
        "model": _clean(item.get("model")),
        "bus": bus,
        "sizeBytes": int(item["size"]),
        "logicalSectorBytes": item.get("log-sec"),
        "physicalSectorBytes": item.get("phy-sec"),
        "rotational": bool(item.get("rota")),
        # Most USB disks do not report that they are removable.
        "removable": bool(item.get("rm")) or bus == "usb",
        "readOnly": bool(item.get("ro")),
        "partitions": [_partition(child) for child in item.get("children", []) if child.get("type") == "part"],
    }
    return without_none(disk)


def bus_of(item: dict) -> str:
    """The bus of the disk, from lsblk's transport or else from the name of the disk."""
    transport = (item.get("tran") or "").lower()
    if transport in _BUSES:
        return _BUSES[transport]
    name = item.get("name") or ""
    for start, bus in (("nvme", "nvme"), ("mmcblk", "mmc"), ("vd", "virtio"), ("sd", "scsi")):
        if name.startswith(start):
            return bus
    return "other"


def _partition(item: dict) -> dict:
    return without_none(
        {
            "name": item["name"],
            "path": item.get("path") or f"/dev/{item['name']}",
            "sizeBytes": int(item.get("size") or 0),
            "fileSystem": _clean(item.get("fstype")),
            "label": _clean(item.get("label")) or _clean(item.get("partlabel")),
        }
    )


def _clean(text: str | None) -> str | None:
    return " ".join((text or "").replace("\0", "").split()) or None
