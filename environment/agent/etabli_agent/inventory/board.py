"""Firmware, system and mother board, from SMBIOS. DMTF DSP0134."""

import re
from pathlib import Path

from ..machine_files import read_text, without_none
from ..run import run
from .authorities import authorities

_GLOBAL_VARIABLE = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
_UNTOLD = {"", "not specified", "not present", "no asset tag", "unknown", "<out of spec>"}


class Dmi:
    """The output of dmidecode, read once on first use."""

    def __init__(self, root: Path):
        self._root = root
        self._structures: list[dict] | None = None

    def structures(self, kind: int) -> list[dict]:
        """Every structure of an SMBIOS type, as {field: value}."""
        if self._structures is None:
            self._structures = parse_dmidecode(run(["dmidecode"], timeout_seconds=20))
        return [item["fields"] for item in self._structures if item["type"] == kind]


def parse_dmidecode(text: str) -> list[dict]:
    """dmidecode's output as [{type, fields}]; fields without information are left out."""
    found: list[dict] = []
    for block in re.split(r"\n\s*\n", text):
        head = re.search(r"^Handle 0x[0-9A-Fa-f]+, DMI type (\d+)", block, re.MULTILINE)
        if head is None:
            continue
        fields = {}
        for line in block.splitlines():
            match = re.match(r"^\t([^\t:][^:]*): *(.*)$", line)
            if match and match[2].strip().lower() not in _UNTOLD:
                fields[match[1]] = match[2].strip()
        found.append({"type": int(head[1]), "fields": fields})
    return found


def firmware_kind(root: Path) -> str:
    return "uefi" if (root / "sys/firmware/efi").is_dir() else "bios"


def firmware(root: Path) -> dict:
    kind = firmware_kind(root)
    return without_none(
        {
            "kind": kind,
            "vendor": _identity(root, "bios_vendor"),
            "version": _identity(root, "bios_version"),
            "date": _identity(root, "bios_date"),
            "secureBoot": secure_boot(root) if kind == "uefi" else "unsupported",
            "authorities": authorities(root) if kind == "uefi" else None,
        }
    )


def secure_boot(root: Path) -> str:
    """UEFI 2.10 §3.3: SetupMode means that no platform key is enrolled, so nothing is enforced."""
    if _efi_flag(root, "SetupMode") == 1:
        return "setup"
    return {1: "enabled", 0: "disabled"}.get(_efi_flag(root, "SecureBoot"), "unsupported")


def _efi_flag(root: Path, name: str) -> int | None:
    """The one byte of an EFI variable; efivarfs puts four bytes of attributes before it."""
    try:
        data = (root / f"sys/firmware/efi/efivars/{name}-{_GLOBAL_VARIABLE}").read_bytes()
    except OSError:
        return None
    return data[4] if len(data) >= 5 else None


def system(root: Path, dmi: Dmi) -> dict:
    return without_none({**identity(root), **_more_of_system(root, dmi)})


def _more_of_system(root: Path, dmi: Dmi) -> dict:
    try:
        chassis = next((item.get("Type") for item in dmi.structures(3)), None)
    except Exception:  # the identity matters more than the shape of the case
        chassis = None
    return {
        "sku": _identity(root, "product_sku"),
        "family": _identity(root, "product_family"),
        "chassis": chassis,
    }


def identity(root: Path) -> dict:
    """The identity of this PC: {manufacturer?, product?, serial?, uuid?}. The server recognises placeholders."""
    uuid = _identity(root, "product_uuid")
    return without_none(
        {
            "manufacturer": _identity(root, "sys_vendor"),
            "product": _identity(root, "product_name"),
            "serial": _identity(root, "product_serial"),
            "uuid": uuid.lower() if uuid else None,
        }
    )


def board(root: Path) -> dict:
    return without_none(
        {
            "manufacturer": _identity(root, "board_vendor"),
            "product": _identity(root, "board_name"),
            "serial": _identity(root, "board_serial"),
        }
    )


def _identity(root: Path, name: str) -> str | None:
    return read_text(root / "sys/class/dmi/id" / name)
