"""The identifiers by which Windows knows a device, in the order in which it compares them with its drivers.

Microsoft, "Identifiers for PCI devices" (Windows 10 and later) and "ACPI device identifiers": all digits are
upper-case. The place of an identifier in these lists is part of the rank of a driver, so the order matters.
"""

from dataclasses import dataclass

_CAPABILITIES = 0x34  # PCI 3.0 §6.7
_STATUS = 0x06
_HAS_CAPABILITIES = 0x10
_EXPRESS = 0x10
# An event collector (10) is the first type with two digits; how Windows writes it is not documented.
_LAST_EXPRESS_TYPE = 9


@dataclass(frozen=True)
class PciFunction:
    """The numbers of a PCI function; `express_type` is None for a device of the conventional bus."""

    vendor: int
    device: int
    subsystem_vendor: int
    subsystem_device: int
    revision: int
    class_code: int
    express_type: int | None = None


def pci_ids(function: PciFunction) -> tuple[list[str], list[str]]:
    """(hardware ids, compatible ids)."""
    vendor = f"PCI\\VEN_{function.vendor:04X}"
    device = f"{vendor}&DEV_{function.device:04X}"
    subsystem = f"{device}&SUBSYS_{function.subsystem_device:04X}{function.subsystem_vendor:04X}"
    revision = f"REV_{function.revision:02X}"
    long, short = f"CC_{function.class_code:06X}", f"CC_{function.class_code >> 8:04X}"
    hardware = [f"{subsystem}&{revision}", subsystem, f"{device}&{long}", f"{device}&{short}"]
    compatible = [f"{device}&{revision}", device, f"{vendor}&{long}", f"{vendor}&{short}", vendor]
    for kind in (f"PCI\\{long}", f"PCI\\{short}"):
        if function.express_type is not None and function.express_type <= _LAST_EXPRESS_TYPE:
            compatible.append(f"{kind}&DT_{function.express_type:X}")
        compatible.append(kind)
    return hardware, compatible


def express_type(config: bytes) -> int | None:
    """The device type of the PCI Express capability; None without one, or when the space is too short to tell."""
    if len(config) < 64 or not config[_STATUS] & _HAS_CAPABILITIES:
        return None
    at, seen = config[_CAPABILITIES] & 0xFC, set()
    while 0x40 <= at <= len(config) - 4 and at not in seen:
        seen.add(at)  # a list that bites its tail would not end
        if config[at] == _EXPRESS:
            return config[at + 2] >> 4
        at = config[at + 1] & 0xFC
    return None


def acpi_ids(hardware_id: str, compatible: list[str]) -> tuple[list[str], list[str]]:
    """(hardware ids, compatible ids) of a device that the firmware describes: INT33BB, PNP0D40."""
    return _acpi_forms(hardware_id), [form for each in compatible for form in _acpi_forms(each)]


def _acpi_forms(text: str) -> list[str]:
    """ACPI 6.5 §6.1.5: three letters (PNP) or four characters (ACPI) name the vendor, four digits the product."""
    text = text.upper()
    return [f"ACPI\\VEN_{text[:-4]}&DEV_{text[-4:]}", f"ACPI\\{text}", f"*{text}"]
