"""The TPM and the battery."""

import os
import struct
from pathlib import Path

from ..machine_files import entries, read_number, read_text, without_none

_GET_MANUFACTURER = struct.pack(">HIIIII", 0x8001, 22, 0x17A, 6, 0x105, 1)


def tpm(root: Path) -> dict:
    folder = root / "sys/class/tpm/tpm0"
    if not folder.exists():
        return {"present": False}
    major = read_number(folder / "tpm_version_major")
    version = {1: "1.2", 2: "2.0"}.get(major, str(major) if major is not None else None)
    return without_none(
        {"present": True, "version": version, "manufacturer": _manufacturer(root) if major == 2 else None}
    )


def _manufacturer(root: Path) -> str | None:
    """TPM2_GetCapability(TPM2_PT_MANUFACTURER). TCG TPM 2.0 part 3, §30.2."""
    try:
        device = os.open(root / "dev/tpmrm0", os.O_RDWR)
        try:
            os.write(device, _GET_MANUFACTURER)
            return parse_manufacturer(os.read(device, 4096))
        finally:
            os.close(device)
    except OSError:
        return None


def parse_manufacturer(answer: bytes) -> str | None:
    """Four letters, as in `INTC`; None when the TPM answered with an error."""
    if len(answer) < 27 or struct.unpack(">I", answer[6:10])[0] != 0:
        return None
    return answer[23:27].decode("ascii", "replace").replace("\0", "").strip() or None


def battery(root: Path) -> dict:
    """The battery of the PC; those of mice and pens have the scope `Device`."""
    for folder in entries(root / "sys/class/power_supply"):
        if read_text(folder / "type") == "Battery" and read_text(folder / "scope") != "Device":
            if read_text(folder / "present") != "0":
                return _battery(folder)
    return {"present": False}


def _battery(folder: Path) -> dict:
    design, full = _watt_hours(folder, "full_design"), _watt_hours(folder, "full")
    return without_none(
        {
            "present": True,
            "designWh": design,
            "fullWh": full,
            "percentHealth": round(min(full / design * 100, 100)) if design and full else None,
            "status": read_text(folder / "status"),
        }
    )


def _watt_hours(folder: Path, name: str) -> float | None:
    """Micro-watt-hours, or micro-ampere-hours at the design voltage (in micro-volts)."""
    energy = read_number(folder / f"energy_{name}")
    if energy is not None:
        return round(energy / 1e6, 2)
    charge = read_number(folder / f"charge_{name}")
    volts = read_number(folder / "voltage_min_design")
    return round(charge * volts / 1e12, 2) if charge is not None and volts else None
