"""Processor and memory."""

import platform
import re
from pathlib import Path

from ..machine_files import read_text, without_none
from .board import Dmi

# As Debian names them.
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "i686": "i386"}
_UNITS = {"bytes": 1, "kB": 2**10, "MB": 2**20, "GB": 2**30, "TB": 2**40}


def cpu(root: Path) -> dict:
    text = read_text(root / "proc/cpuinfo") or ""
    model = None
    cores, sockets, threads = set(), set(), 0
    for block in re.split(r"\n\s*\n", text):
        fields = dict(re.findall(r"^([^\t:]+?)\s*:[ ]*(.*)$", block, re.MULTILINE))
        if "processor" not in fields:
            continue
        threads += 1
        socket = fields.get("physical id", "0")
        sockets.add(socket)
        cores.add((socket, fields.get("core id", fields["processor"])))
        model = model or " ".join(fields.get("model name", "").split()) or None
    machine = platform.machine()
    return without_none(
        {
            "model": model,
            "sockets": len(sockets),
            "cores": len(cores),
            "threads": threads,
            "architecture": _ARCHITECTURES.get(machine, machine),
        }
    )


def memory(root: Path, dmi: Dmi) -> dict:
    """The installed memory from SMBIOS, else the memory that the kernel can use."""
    try:
        modules = memory_modules(dmi.structures(17))
    except Exception:  # a PC without SMBIOS still has memory
        modules = []
    plugged = sum(module["sizeBytes"] for module in modules)
    usable = _usable(root)
    return {"totalBytes": plugged if plugged >= usable else usable, "modules": modules}


def _usable(root: Path) -> int:
    match = re.search(r"^MemTotal:\s+(\d+) kB", read_text(root / "proc/meminfo") or "", re.MULTILINE)
    return int(match[1]) * 1024 if match else 0


def memory_modules(structures: list[dict]) -> list[dict]:
    """SMBIOS type 17, empty slots left out. Sizes in bytes, speeds in mega-transfers a second."""
    found = []
    for item in structures:
        size = _size(item.get("Size", ""))
        if not size:
            continue
        speed = item.get("Configured Memory Speed") or item.get("Speed") or ""
        digits = re.match(r"(\d+) M", speed)
        found.append(
            without_none(
                {
                    "slot": item.get("Locator"),
                    "sizeBytes": size,
                    "type": item.get("Type"),
                    "speedMts": int(digits[1]) if digits else None,
                    "manufacturer": item.get("Manufacturer"),
                    "partNumber": item.get("Part Number"),
                    "serial": item.get("Serial Number"),
                }
            )
        )
    return found


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+) (bytes|kB|MB|GB|TB)", text.strip())
    return int(match[1]) * _UNITS[match[2]] if match else 0
