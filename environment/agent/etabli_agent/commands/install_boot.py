"""install-boot {disk, partitions, firmware, console, bootloaderId}: fstab, GRUB, and the firmware's boot order.

UEFI: Debian's signed shim and GRUB on the ESP, in the fallback path too, then an NVRAM entry first in
BootOrder and as BootNext, both read back; the ESP is checked against the requirements of firmware.
BIOS: GRUB in the biosboot partition.
`console` lists kernel consoles; the last one is /dev/console (`["tty0", "ttyS0,115200"]`).
Result: {firmware, secureBootChain, esp, bootOrder, bootNext, entry, kernels}.
"""

import filecmp
import os
import re
import shutil

from ..boot_entries import put_first
from ..chroot import in_chroot, kernel_file_systems
from ..errors import AgentError
from ..esp import prove_esp
from ..mounts import unmount_tree
from ..report import Report
from ..run import run as system
from ..target_disk import TARGET, Disk, find_disk, mount_target, number_of, partition_path

SHIM = "usr/lib/shim/shimx64.efi.signed"
FALLBACK = "usr/lib/shim/fbx64.efi.signed"
MOK = "usr/lib/shim/mmx64.efi.signed"
GRUB = "usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    partitions = parameters["partitions"]
    firmware = parameters["firmware"]
    label = parameters.get("bootloaderId") or "debian"
    mount_target(disk, partitions)
    write_fstab(TARGET, partitions)
    write_kernel_consoles(TARGET, parameters.get("console") or [])
    with kernel_file_systems(TARGET):
        (_install_uefi if firmware == "uefi" else _install_bios)(TARGET, disk, label)
        write_menu(TARGET, disk.path, next(part for part in partitions if part["role"] == "root"))
    report.log(f"GRUB for {firmware} and its menu are on {disk.path}")
    system(["sync", "--file-system", TARGET], timeout_seconds=600, kind="transient")
    result = {"firmware": firmware, "kernels": _kernels(TARGET)}
    if firmware == "uefi":
        esp = number_of(next(part for part in partitions if part["role"] == "esp"))
        unmount_tree(f"{TARGET}/boot/efi")
        result["esp"] = prove_esp(partition_path(disk.path, esp), disk.logical_sector, report)
        mount_target(disk, partitions)
        check_signed_chain(TARGET, label)
        entry = put_first(disk.path, esp, label, f"\\EFI\\{label}\\shimx64.efi", report)
        result |= {"secureBootChain": "signed"} | entry
    return result


def write_fstab(root: str, partitions: list[dict]) -> None:
    """/etc/fstab by UUID, because the device name may change."""
    options = {
        "root": ("/", "ext4", "errors=remount-ro", "0 1"),
        "esp": ("/boot/efi", "vfat", "umask=0077", "0 1"),
        "swap": ("none", "swap", "sw", "0 0"),
    }
    lines = ["# <file system> <mount point> <type> <options> <dump> <pass>"]
    for partition in partitions:
        if partition["role"] in options:
            point, kind, option, passes = options[partition["role"]]
            lines.append(f"UUID={partition['uuid']} {point} {kind} {option} {passes}")
    _write(f"{root}/etc/fstab", "\n".join(lines) + "\n")


def write_kernel_consoles(root: str, consoles: list[str]) -> None:
    """The GRUB configuration for the kernel consoles; GRUB itself also uses a serial one."""
    for console in consoles:
        if not re.fullmatch(r"[A-Za-z0-9,]{1,40}", console):
            raise AgentError(
                "permanent",
                f"Console du noyau invalide : {console!r}",
                f"Invalid kernel console: {console!r}",
            )
    lines = ["GRUB_TIMEOUT=1"]
    if consoles:
        lines.append(f'GRUB_CMDLINE_LINUX="{" ".join(f"console={console}" for console in consoles)}"')
    serial = next((found for text in consoles if (found := re.fullmatch(r"ttyS(\d)(?:,(\d+).*)?", text))), None)
    if serial:
        lines.append('GRUB_TERMINAL="console serial"')
        lines.append(f'GRUB_SERIAL_COMMAND="serial --unit={serial[1]} --speed={serial[2] or 115200}"')
    os.makedirs(f"{root}/etc/default/grub.d", exist_ok=True)
    _write(f"{root}/etc/default/grub.d/console.cfg", "\n".join(lines) + "\n")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def _install_uefi(root: str, _disk: Disk, label: str) -> None:
    command = ["grub-install", "--target=x86_64-efi", "--efi-directory=/boot/efi", f"--bootloader-id={label}"]
    in_chroot(root, [*command, "--uefi-secure-boot", "--no-nvram", "--recheck"])
    copy_fallback(root)
    leave_out_unsigned_modules(root)


def leave_out_unsigned_modules(root: str) -> None:
    """25_bli loads a module that Debian's signed GRUB does not contain: under Secure Boot each start would
    show "prohibited by secure boot policy". dpkg keeps the mode of a configuration file at upgrades."""
    part = f"{root}/etc/grub.d/25_bli"
    if os.path.exists(part):
        os.chmod(part, 0o644)


def copy_fallback(root: str) -> None:
    """Shim at the fallback path of firmware; fbx64 there restores a lost NVRAM entry. UEFI 2.10 §3.5."""
    folder = f"{root}/boot/efi/EFI/BOOT"
    os.makedirs(folder, exist_ok=True)
    shutil.copyfile(f"{root}/{SHIM}", f"{folder}/BOOTX64.EFI")
    shutil.copyfile(f"{root}/{FALLBACK}", f"{folder}/fbx64.efi")
    if os.path.exists(f"{root}/{MOK}"):
        shutil.copyfile(f"{root}/{MOK}", f"{folder}/mmx64.efi")


def check_signed_chain(root: str, label: str) -> None:
    """Shim and GRUB on the ESP must be identical to the signed ones of the packages."""
    folder = f"{root}/boot/efi/EFI"
    pairs = [
        (f"{folder}/{label}/shimx64.efi", f"{root}/{SHIM}"),
        (f"{folder}/{label}/grubx64.efi", f"{root}/{GRUB}"),
        (f"{folder}/BOOT/BOOTX64.EFI", f"{root}/{SHIM}"),
    ]
    for installed, signed in pairs:
        if not os.path.exists(installed) or not filecmp.cmp(installed, signed, shallow=False):
            name = os.path.relpath(installed, f"{root}/boot/efi")
            raise AgentError(
                "permanent",
                f"{name} n'est pas le chargeur signé du paquet : le Secure Boot refuserait ce disque",
                f"{name} is not the package's signed loader: Secure Boot would refuse this disk",
            )


def _install_bios(root: str, disk: Disk, _label: str) -> None:
    in_chroot(root, ["grub-install", "--target=i386-pc", "--recheck", disk.path])


def write_menu(root: str, disk: str, partition: dict) -> None:
    """grub.cfg, which must find the root by its UUID. update-grub uses the current device name instead if
    /dev/disk/by-uuid has no link, and udev may create that link late after mkfs."""
    link = f"/dev/disk/by-uuid/{partition['uuid']}"
    late = not os.path.exists(link)
    if late:
        os.makedirs(os.path.dirname(link), exist_ok=True)
        os.symlink(partition_path(disk, number_of(partition)), link)
    try:
        in_chroot(root, ["update-grub"])
    finally:
        if late:
            os.unlink(link)
    with open(f"{root}/boot/grub/grub.cfg", encoding="utf-8") as file:
        menu = file.read()
    if f"root=UUID={partition['uuid']}" not in menu:
        raise AgentError(
            "permanent",
            f"Le menu de GRUB ne démarre pas la racine {partition['uuid']}",
            f"GRUB's menu does not boot the root {partition['uuid']}",
        )


def _kernels(root: str) -> list[str]:
    return sorted(name for name in os.listdir(f"{root}/boot") if name.startswith("vmlinuz-"))
