"""What the registry of a Windows image says of its drivers: DriverDatabase in the hives SYSTEM and DRIVERS.

SYSTEM has the drivers that Windows may need to start, DRIVERS those that came with it besides.
"""

from dataclasses import dataclass, field
from uuid import UUID

from .hive import Hive

_DATABASE = "DriverDatabase"
# Classes of storage controllers: SCSIAdapter and hdc.
_STORAGE = {UUID("4d36e97b-e325-11ce-bfc1-08002be10318"), UUID("4d36e96a-e325-11ce-bfc1-08002be10318")}
# The class of a package stands in its `Version`.
_CLASS_AT = 8
_BOOT_START = 0
_SYSTEM_ROOT = ("\\systemroot\\", "\\??\\", "%systemroot%\\")


@dataclass
class Package:
    """A driver package. `services`: by configuration; `devices`: {device id: configuration}; both names as there."""

    inf: str = ""
    device_class: UUID | None = None
    services: dict[str, str] = field(default_factory=dict)
    devices: dict[str, str] = field(default_factory=dict)


def device_ids(*hives: Hive) -> list[str]:
    """Every device id that a driver of the image takes, in capitals, sorted."""
    found = {
        path.upper() for hive in hives for path, values in hive.below(f"{_DATABASE}\\DeviceIds") if values
    }
    return sorted(found)


def storage_drivers(system: Hive, *others: Hive) -> list[dict]:
    """[{id, inf, service, start, file}]: the storage controllers from which this Windows can start as it is.

    A driver counts when its service starts with the kernel: Windows finds its disk before it installs anything.
    """
    services = _boot_services(system)
    found = []
    for package in (package for hive in (system, *others) for package in _packages(hive).values()):
        if package.device_class not in _STORAGE:
            continue
        for device, configuration in package.devices.items():
            service = package.services.get(configuration.lower(), "").lower()
            if service in services:
                entry = {"id": device.upper(), "inf": package.inf} | services[service]
                found.append(entry)
    return sorted(found, key=lambda entry: (entry["id"], entry["inf"]))


def _boot_services(system: Hive) -> dict[str, dict]:
    """{name in small letters: {service, start, file}} of the drivers that start with the kernel."""
    current = system.get("Select", "Current")
    found = {}
    for name, values in system.below(f"ControlSet{current or 1:03d}\\Services"):
        if "\\" in name or _number(values, "Start") != _BOOT_START:
            continue
        path = values.get("ImagePath", ("", ""))[1] or f"System32\\drivers\\{name}.sys"
        found[name.lower()] = {"service": name, "start": _BOOT_START, "file": _in_volume(str(path))}
    return found


def _number(values: dict, name: str) -> int | None:
    data = values.get(name, ("", None))[1]
    return data if isinstance(data, int) else None


def _in_volume(path: str) -> str:
    """`System32\\drivers\\a.sys`, in any of its spellings -> `Windows/System32/drivers/a.sys`."""
    for start in _SYSTEM_ROOT:
        if path.lower().startswith(start):
            path = path[len(start) :]
    path = path.replace("\\", "/")
    return path if path[1:2] == ":" else f"Windows/{path}"


def _packages(hive: Hive) -> dict[str, Package]:
    found: dict[str, Package] = {}
    for path, values in hive.below(f"{_DATABASE}\\DriverPackages"):
        name, *rest = path.split("\\")
        package = found.setdefault(name.lower(), Package())
        if not rest:
            package.inf = str(values.get("", ("", ""))[1])
            version = values.get("Version", ("", b""))[1]
            if isinstance(version, bytes) and len(version) >= _CLASS_AT + 16:
                package.device_class = UUID(bytes_le=version[_CLASS_AT : _CLASS_AT + 16])
        elif rest[0].lower() == "configurations" and len(rest) == 2 and "Service" in values:
            package.services[rest[1].lower()] = str(values["Service"][1])
        elif rest[0].lower() == "descriptors" and "Configuration" in values:
            package.devices["\\".join(rest[1:])] = str(values["Configuration"][1])
    return found
