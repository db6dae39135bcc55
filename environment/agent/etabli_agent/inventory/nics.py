"""Network cards: only real ones, never loopback, bridges or tunnels."""

import json
from pathlib import Path

from ..machine_files import entries, read_number, read_text, without_none
from ..run import run

_ETHERNET = "1"  # ARPHRD_ETHER, linux/if_arp.h
_BUSES = {"pci": "pci", "usb": "usb", "virtio": "virtio"}


def nics(root: Path) -> list[dict]:
    reported = _addresses_from_ip()
    return [_nic(folder, reported.get(folder.name, {})) for folder in entries(root / "sys/class/net") if _is_real(folder)]


def macs(root: Path) -> list[str]:
    """The MAC addresses of all real cards, without running a command."""
    found = (read_text(folder / "address") for folder in entries(root / "sys/class/net") if _is_real(folder))
    return [mac.lower() for mac in found if mac]


def _is_real(folder: Path) -> bool:
    return (folder / "device").exists() and read_text(folder / "type") == _ETHERNET


def _addresses_from_ip() -> dict[str, dict]:
    try:
        return {item["ifname"]: item for item in json.loads(run(["ip", "-j", "addr"], timeout_seconds=10))}
    except Exception:  # list the cards even when their addresses cannot be read
        return {}


def _nic(folder: Path, reported: dict) -> dict:
    mac = reported.get("permaddr") or read_text(folder / "address")
    speed = read_number(folder / "speed")
    driver = folder / "device/driver"
    return without_none(
        {
            "name": folder.name,
            "mac": mac.lower() if mac else None,
            "driver": driver.resolve().name if driver.exists() else None,
            "bus": bus_of(folder / "device"),
            "speedMbps": speed if speed is not None and speed > 0 else None,
            "link": read_text(folder / "carrier") == "1",
            "addresses": [
                f"{item['local']}/{item['prefixlen']}"
                for item in reported.get("addr_info", [])
                if item.get("scope") == "global" and "local" in item and "prefixlen" in item
            ],
        }
    )


def bus_of(device: Path) -> str:
    """The bus of the card. Docks and adapters are `usb`: they are not part of the PC."""
    path = str(device.resolve())
    subsystem = device / "subsystem"
    name = subsystem.resolve().name if subsystem.exists() else ""
    if "/usb" in path:
        return "usb"
    return _BUSES.get(name, "other")
