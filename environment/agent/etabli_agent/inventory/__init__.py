"""The inventory of this PC. Parts that cannot be read are listed in `problems`; nothing is raised."""

import platform
from pathlib import Path
from typing import Callable

from ..machine_files import read_text
from . import board, devices, disks, nics, pci, power, processor

Part = tuple[str, Callable[[], object]]


def parts(root: Path) -> list[Part]:
    """The independent parts and the functions that read them."""
    dmi = board.Dmi(root)
    return [
        ("firmware", lambda: board.firmware(root)),
        ("system", lambda: board.system(root, dmi)),
        ("board", lambda: board.board(root)),
        ("cpu", lambda: processor.cpu(root)),
        ("memory", lambda: processor.memory(root, dmi)),
        ("disks", lambda: disks.disks(root)),
        ("nics", lambda: nics.nics(root)),
        ("tpm", lambda: power.tpm(root)),
        ("battery", lambda: power.battery(root)),
        ("gpus", pci.gpus),
        ("devicesWithoutDriver", lambda: pci.devices_without_driver(root)),
        ("devices", lambda: devices.devices_that_fit(root)),
    ]


_EMPTY = {"disks": [], "nics": [], "gpus": [], "devicesWithoutDriver": []}


def collect(root: Path = Path("/"), found: list[Part] | None = None) -> dict:
    """The whole inventory in the server's format."""
    inventory: dict = {}
    problems: list[dict] = []
    for name, read in found if found is not None else parts(root):
        try:
            inventory[name] = read()
        except Exception as error:  # one failing device must not hide the others
            problems.append({"part": name, "cause": f"{type(error).__name__}: {error}"[:500]})
            if name in _EMPTY:
                inventory[name] = []
    inventory.setdefault("firmware", {"kind": board.firmware_kind(root)})
    inventory["macs"] = [nic["mac"] for nic in inventory.get("nics", []) if nic.get("mac")]
    inventory["kernel"] = platform.release()
    inventory["bootId"] = read_text(root / "proc/sys/kernel/random/boot_id")
    inventory["problems"] = problems
    return inventory
