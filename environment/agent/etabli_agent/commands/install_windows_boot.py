"""install-windows-boot {disk, partitions, firmware, bootManager, locale, description}: Windows becomes startable.

The image's own boot files and a boot store go to the ESP (UEFI) or the active partition (BIOS), are read back after
the partition was mounted again, and the PC starts from there next: by a firmware entry, which is read back, or by boot
code that is read back.
`bootManager` (EFI or EFI_EX) is for UEFI: which of the image's boot managers firmware trusts.
Result: {firmware, esp, bcd: {path, sha256, recovery, memoryTest, locale}, entry, bootOrder, bootNext, files:
[{path, sha256, bytes}]}; BIOS has `bootCode` in the place of esp, entry, bootOrder and bootNext.
"""

import os
import tempfile

from ..bcd import FIRMWARE, WINRE, Store, write_store
from ..bios_boot_code import write_boot_code
from ..boot_entries import put_first
from ..copied_files import Kept, compare, describe, keep, put
from ..esp import prove_esp
from ..mounts import mount, unmount_tree
from ..partition_place import place_of
from ..report import Report
from ..run import run as system
from ..target_disk import TARGET, Disk, find_disk, number_of
from ..windows_boot_files import BIOS_MANAGER, bios_files, inside, uefi_files
from ..windows_entry import LABEL, LOADER, optional_data
from ..windows_volume import OPTIONS, device_of, partition_of, windows_volume

_ROLE = {"uefi": "esp", "bios": "system"}
_MOUNT = {"uefi": "umask=0077", "bios": OPTIONS}
STORE = {"uefi": "EFI/Microsoft/Boot/BCD", "bios": "Boot/BCD"}


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    partitions, firmware = parameters["partitions"], parameters["firmware"]
    device = device_of(disk, partitions, _ROLE[firmware])
    with tempfile.TemporaryDirectory() as folder:
        files, store = _from_image(disk, parameters, folder, report)
        report.log(f"{len(files)} boot files of the image, {sum(file.bytes for file in files)} bytes")
        write_store(f"{folder}/BCD", store)
        written = [*files, describe(STORE[firmware], f"{folder}/BCD")]
        _write(device, firmware, written)
        esp = prove_esp(device, disk.logical_sector, report) if firmware == "uefi" else None
        _read_back(device, firmware, written)
    report.log(f"{len(written)} files were read back from {device}, each with the digest that it had in the image")
    result = {"firmware": firmware, "bcd": _bcd(written[-1], store), "files": [file.as_json() for file in written]}
    if firmware == "bios":
        return result | {"bootCode": write_boot_code(disk, device, report)}
    number = number_of(partition_of(partitions, "esp"))
    return result | {"esp": esp} | put_first(disk.path, number, LABEL, LOADER, report, optional_data())


def _from_image(disk: Disk, parameters: dict, folder: str, report: Report) -> tuple[list[Kept], Store]:
    """The boot files, copied aside: both partitions are mounted in the same place, one after the other."""
    partitions, firmware = parameters["partitions"], parameters["firmware"]
    windows, system_device = (device_of(disk, partitions, role) for role in ("windows", _ROLE[firmware]))
    with windows_volume(disk, partitions, read_only=True) as root:
        files = uefi_files(root, parameters["bootManager"]) if firmware == "uefi" else bios_files(root)
        store = Store(
            firmware=firmware,
            system=place_of(disk, system_device),
            windows=place_of(disk, windows),
            locale=_locale(files, parameters["locale"], report),
            description=parameters["description"],
            memory_test=_has(files, FIRMWARE[firmware].memory_test),
            recovery=all(inside(root, _slashes(path)) for path in (WINRE, FIRMWARE[firmware].sdi)),
        )
        return keep(files, folder), store


def _slashes(path: str) -> str:
    return path.strip("\\").replace("\\", "/")


def _has(files: dict[str, str], path: str) -> bool:
    return _slashes(path).lower() in [known.lower() for known in files]


def _locale(files: dict[str, str], wanted: str, report: Report) -> str:
    """The language of the boot manager: one that the image has texts for, else English, which all have."""
    if any(f"/boot/{wanted.lower()}/" in f"/{path.lower()}" for path in files):
        return wanted
    report.log(f"The image has no boot texts in {wanted}: the boot menu is in en-US")
    return "en-US"


def _write(device: str, firmware: str, files: list[Kept]) -> None:
    mount(device, TARGET, _MOUNT[firmware])
    put(files, TARGET)
    if firmware == "bios":
        _hide(TARGET)
    system(["sync", "--file-system", TARGET], timeout_seconds=600, kind="transient")
    unmount_tree(TARGET)


def _hide(root: str) -> None:
    """The attributes that bcdboot gives: nobody deletes by mistake what they do not see."""
    hidden_system, read_only = 0x6, 0x1
    shown = {BIOS_MANAGER: hidden_system | read_only, "BOOTNXT": hidden_system, "Boot": hidden_system}
    for name, attributes in shown.items():
        if os.path.exists(f"{root}/{name}"):
            os.setxattr(f"{root}/{name}", "system.ntfs_attrib_be", attributes.to_bytes(4, "big"))


def _read_back(device: str, firmware: str, files: list[Kept]) -> None:
    """After the partition was unmounted: what is compared comes from the disk."""
    mount(device, TARGET, _MOUNT[firmware])
    try:
        compare(files, TARGET)
    finally:
        unmount_tree(TARGET)


def _bcd(file: Kept, store: Store) -> dict:
    return {
        "path": file.path,
        "sha256": file.sha256,
        "locale": store.locale,
        "memoryTest": store.memory_test,
        "recovery": store.recovery,
    }
