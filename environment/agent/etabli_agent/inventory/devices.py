"""The devices that Windows will look for drivers for: PCI functions, and controllers of disks that ACPI describes.

Left out: what hangs on USB, Bluetooth or a serial bus, and what is behind an Intel VMD: the driver of the VMD
shows these to Windows, they are not on its PCI bus.
"""

import re
from pathlib import Path

from ..errors import AgentError
from ..machine_files import entries, read_text, without_none
from .device_ids import PciFunction, acpi_ids, express_type, pci_ids
from .disks import NOT_A_DISK
from .pci import listing_of_lspci

_FUNCTION = re.compile(r"[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
_ACPI_ID = re.compile(r"[A-Z0-9]{7,8}", re.IGNORECASE)
_SD_HOST = "0805"
# In an inventory, whose size is limited, devices of the first classes are kept before others.
MOST_IN_INVENTORY = 128
_FIRST_CLASSES = ("01", "02", _SD_HOST)


def devices(root: Path, listing: dict[str, dict] | None = None) -> list[dict]:
    """[{bus, slot, name, class, hardwareIds, compatibleIds, driver?, disks}] in the order of the slots."""
    names = _names() if listing is None else listing
    disks = controllers_of_disks(root)
    functions = [folder for folder in entries(root / "sys/bus/pci/devices") if _on_windows_bus(folder.name)]
    found = [_pci_device(folder, names.get(folder.name), disks.get(folder.name, [])) for folder in functions]
    found += [_acpi_device(root, name, of) for name, of in sorted(disks.items()) if not _FUNCTION.fullmatch(name)]
    return [device for device in found if device]


def _names() -> dict[str, dict]:
    """Without lspci the devices have no names, but they are there: a disk that cannot start must still be found."""
    try:
        return listing_of_lspci()
    except AgentError:
        return {}


def devices_that_fit(root: Path) -> list[dict]:
    """The devices for the inventory: all of them on a PC; of a server with hundreds, the most important ones."""
    found = devices(root)
    ordered = sorted(found, key=lambda device: not (device["disks"] or device["class"].startswith(_FIRST_CLASSES)))
    kept = ordered[:MOST_IN_INVENTORY]
    return [device for device in found if device in kept]


def _on_windows_bus(slot: str) -> bool:
    """A domain with more than four digits is one that Linux made for a VMD."""
    return len(slot.partition(":")[0]) == 4


def _pci_device(folder: Path, named: dict | None, disks: list[str]) -> dict | None:
    numbers = {name: _hexadecimal(folder / name) for name in ("vendor", "device", "class")}
    if None in numbers.values():
        return None
    function = PciFunction(
        numbers["vendor"],
        numbers["device"],
        _hexadecimal(folder / "subsystem_vendor") or 0,
        _hexadecimal(folder / "subsystem_device") or 0,
        _hexadecimal(folder / "revision") or 0,
        numbers["class"],
        express_type(_config(folder)),
    )
    hardware, compatible = pci_ids(function)
    return _device("pci", folder, named, f"{function.class_code >> 8:04x}", hardware, compatible, disks)


def _acpi_device(root: Path, name: str, disks: list[str]) -> dict | None:
    """A controller of the platform bus: eMMC of small tablets and thin clients. None when ACPI does not name it."""
    folder = root / "sys/bus/platform/devices" / name
    ids = [part for part in (read_text(folder / "firmware_node/modalias") or "").removeprefix("acpi:").split(":") if part]
    hardware = read_text(folder / "firmware_node/hid") or (ids[0] if ids else "")
    if not _ACPI_ID.fullmatch(hardware):
        return None
    others = [each for each in ids if each != hardware and _ACPI_ID.fullmatch(each)]
    kind = _SD_HOST if any("/mmcblk" in disk for disk in disks) else "0180"
    return _device("acpi", folder, None, kind, *acpi_ids(hardware, others), disks)


def _device(bus: str, folder: Path, named: dict | None, kind: str, hardware: list, compatible: list, disks: list) -> dict:
    driver = folder / "driver"
    return without_none(
        {
            "bus": bus,
            "slot": folder.name,
            "name": f"{named['vendor']} {named['device']}".strip() if named else hardware[1],
            "class": kind,
            "hardwareIds": hardware,
            "compatibleIds": compatible,
            "driver": driver.resolve().name if driver.exists() else None,
            "disks": disks,
        }
    )


def _hexadecimal(path: Path) -> int | None:
    try:
        return int(read_text(path) or "", 16)
    except ValueError:
        return None


def _config(folder: Path) -> bytes:
    """The configuration space; without the right to read all of it, the kernel gives the first 64 bytes."""
    try:
        return (folder / "config").read_bytes()[:256]
    except OSError:
        return b""


def controllers_of_disks(root: Path) -> dict[str, list[str]]:
    """{name of the controller: [paths of its disks]}; disks on USB and made by software are on none."""
    found: dict[str, list[str]] = {}
    for folder in entries(root / "sys/block"):
        if NOT_A_DISK.match(folder.name):
            continue
        for path in _hardware_paths(folder):
            controller = controller_in(path, root)
            if controller:
                found.setdefault(controller, []).append(f"/dev/{folder.name.replace('!', '/')}")
    return found


def _hardware_paths(folder: Path) -> list[Path]:
    """Where the disk hangs. An NVMe disk that may have several paths is a virtual one above its controllers."""
    path = folder.resolve()
    if "/virtual/nvme-subsystem/" not in str(path):
        return [path]
    controllers = [entry for entry in entries(path.parent) if re.fullmatch(r"nvme\d+", entry.name)]
    return [entry.resolve() for entry in controllers]


def controller_in(path: Path, root: Path) -> str | None:
    """The OUTERMOST storage function above a disk: behind a VMD, Windows must first drive the VMD, not the NVMe."""
    names = path.parts[1:]
    if any(re.fullmatch(r"usb\d+", name) for name in names):
        return None
    functions = [name for name in names if _FUNCTION.fullmatch(name)]
    for name in functions:
        kind = f"{_hexadecimal(root / 'sys/bus/pci/devices' / name / 'class') or 0:06x}"
        if kind.startswith(("01", _SD_HOST)):
            return name
    if functions:
        return functions[-1]
    return next((name for name in names if (root / "sys/bus/platform/devices" / name).exists()), None)
