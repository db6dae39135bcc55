"""What the tests of drivers need of an applied Windows: its hive SYSTEM, and a driver shaped like virtio's vioscsi."""

import hashlib
import os
import subprocess
from contextlib import contextmanager
from typing import Iterator

from etabli_agent.hive import edit_hive, empty_hive
from etabli_agent.target_disk import Disk

from .loop_disk import command, loop_disk

FILETIME = 133_500_000_000_000_000
PACKAGE = "vioscsi.inf_amd64_78d23e29bdcf3e06"
SCSI_CLASS = "{4d36e97b-e325-11ce-bfc1-08002be10318}"
CONFIG = "Windows/System32/config"
FILES = {
    "vioscsi.sys": b"MZ the driver" * 100,
    "vioscsi.inf": b"[Version]\r\nSignature=\"$WINDOWS NT$\"\r\n",
    "vioscsi.cat": b"0\x82 the catalogue",
}


def windows_tree(root: str, control_set: int = 1) -> None:
    """The folders and the hive of a Windows 11 that never ran."""
    for folder in (CONFIG, "Windows/System32/drivers", "Windows/System32/DriverStore/FileRepository", "Windows/INF"):
        os.makedirs(f"{root}/{folder}", exist_ok=True)
    system_hive(f"{root}/{CONFIG}/SYSTEM", control_set)


def system_hive(path: str, control_set: int = 1) -> None:
    empty_hive(path, FILETIME)
    with edit_hive(path) as hive:
        hive.set("Select", "Current", "REG_DWORD", control_set)
        for number in {1, control_set}:
            disk = f"ControlSet{number:03}\\Services\\disk"
            hive.set(disk, "Start", "REG_DWORD", 0)
            hive.set(disk, "ImagePath", "REG_EXPAND_SZ", "System32\\drivers\\disk.sys")
        hive.set("DriverDatabase\\DriverInfFiles\\disk.inf", "Active", "REG_SZ", "disk.inf_amd64_0000000000000001")
        hive.set("DriverDatabase\\DeviceIds\\PCI\\CC_0100", "scsi.inf", "REG_BINARY", "01ff0000")
        hive.ensure_key("DriverDatabase\\DriverPackages")


def injection(url=lambda name: f"http://127.0.0.1:1/{name}", **service: object) -> dict:
    """vioscsi as the server derives it from its INF; `service` replaces fields of its service."""
    store = f"Windows/System32/DriverStore/FileRepository/{PACKAGE}"
    folders = {"vioscsi.sys": "Windows/System32/drivers"}
    return {
        "inf": {
            "name": "vioscsi.inf",
            "package": PACKAGE,
            "provider": "Red Hat, Inc.",
            "classGuid": SCSI_CLASS,
            "class": "SCSIAdapter",
            "date": "2024-03-18",
            "version": "100.95.104.26200",
        },
        "service": {
            "name": "vioscsi",
            "type": 1,
            "start": 0,
            "errorControl": 1,
            "imagePath": "System32\\drivers\\vioscsi.sys",
            "group": "SCSI miniport",
            "values": [
                {"key": "Parameters\\PnpInterface", "name": "5", "type": "REG_DWORD", "value": 1},
                {"key": "Parameters", "name": "BusType", "type": "REG_DWORD", "value": 10},
            ],
        }
        | service,
        "files": [
            {
                "path": f"{folders.get(name, store)}/{name}",
                "url": url(name),
                "sha256": hashlib.sha256(data).hexdigest(),
                "bytes": len(data),
            }
            for name, data in FILES.items()
        ],
        "ids": [
            {"id": "PCI\\VEN_1AF4&DEV_1048&SUBSYS_11001AF4&REV_01", "configuration": "scsi_inst", "hardware": True},
            {"id": "PCI\\VEN_1AF4&DEV_1048", "configuration": "scsi_inst", "hardware": False},
        ],
        "configuration": {
            "name": "scsi_inst",
            "service": "vioscsi",
            "device": [
                {"key": "Interrupt Management\\Affinity Policy", "name": "DevicePolicy", "type": "REG_DWORD", "value": 5},
                {"key": "", "name": "Note", "type": "REG_MULTI_SZ", "value": ["one", "two"]},
            ],
        },
    }


@contextmanager
def windows_disk(size: int = 96 << 20) -> Iterator[tuple[Disk, list[dict]]]:
    """A disk with one NTFS partition, and that partition as `partition` reports it."""
    with loop_disk(size) as disk:
        subprocess.run(["sfdisk", "--quiet", "--no-reread", "--no-tell-kernel", disk.path], input=b"label: gpt\n,\n", check=True)
        command("partx", "--update", disk.path)
        subprocess.run(["mkntfs", "-Q", "-q", f"{disk.path}p1"], check=True, stderr=subprocess.DEVNULL)
        uuid = command("blkid", "-p", "-s", "UUID", "-o", "value", f"{disk.path}p1").strip()
        yield disk, [{"role": "windows", "number": 1, "path": f"{disk.path}p1", "uuid": uuid}]
