"""Devices on the PCI bus: graphics cards, and devices that Debian has no driver for."""

import fnmatch
import re
from pathlib import Path

from ..machine_files import entries, read_text
from ..run import run

# Created at build time from Debian's whole kernel: the environment contains only some of its drivers.
DRIVEN = Path("usr/share/etabli/driven.alias")
# Storage, network, display, multimedia, communication, input, serial buses, wireless: devices that a user needs.
_CLASSES_THAT_MATTER = {"01", "02", "03", "04", "07", "09", "0c", "0d"}


def parse_lspci(text: str) -> dict[str, dict]:
    """`lspci -Dmmnn` as {slot: {class, vendor, vendorId, device, deviceId}}."""
    found = {}
    for line in text.splitlines():
        slot, _, rest = line.partition(" ")
        fields = re.findall(r'"([^"]*)"', rest)
        if len(fields) < 3:
            continue
        (_, kind), (vendor, vendor_id), (device, device_id) = (_name_and_id(field) for field in fields[:3])
        found[slot] = {
            "class": kind,
            "vendor": vendor,
            "vendorId": vendor_id,
            "device": device,
            "deviceId": device_id,
        }
    return found


def _name_and_id(field: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?)\s*\[([0-9a-f]{4})\]", field)
    return (match[1], match[2]) if match else (field, "")


def listing_of_lspci() -> dict[str, dict]:
    return parse_lspci(run(["lspci", "-Dmmnn"], timeout_seconds=20))


def gpus(listing: dict[str, dict] | None = None) -> list[dict]:
    found = listing_of_lspci() if listing is None else listing
    return [
        {"vendor": item["vendor"], "model": item["device"], "pciId": _pci_id(item)}
        for item in found.values()
        if item["class"].startswith("03")
    ]


def _pci_id(item: dict) -> str:
    return f"{item['vendorId']}:{item['deviceId']}"


def devices_without_driver(root: Path, listing: dict[str, dict] | None = None) -> list[dict]:
    """Devices without a driver in Debian's kernel: {pciId, name}."""
    names = listing_of_lspci() if listing is None else listing
    aliases = (root / DRIVEN).read_text().split()
    found = []
    for folder in entries(root / "sys/bus/pci/devices"):
        modalias = read_text(folder / "modalias")
        kind = (read_text(folder / "class") or "0x000000")[2:4]
        if modalias is None or kind not in _CLASSES_THAT_MATTER or (folder / "driver").exists():
            continue
        if is_driven(modalias, aliases):
            continue
        item = names.get(folder.name)
        if item:
            found.append({"pciId": _pci_id(item), "name": f"{item['vendor']} {item['device']}".strip()})
    return found


def is_driven(modalias: str, aliases: list[str]) -> bool:
    """Whether a pattern of the kernel matches the device. Only patterns of its vendor and `*` are tried."""
    maker = modalias[:13]  # pci:v0000XXXX
    return any(
        fnmatch.fnmatchcase(modalias, alias)
        for alias in aliases
        if alias.startswith(maker) or alias.startswith("pci:v*")
    )
