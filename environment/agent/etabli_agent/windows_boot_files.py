"""The boot files of a Windows image and where they go, as bcdboot places them.

Files signed by the authority of 2023 stand beside the others in folders that end in _EX, as do their own names:
`EFI_EX/bootmgfw_EX.efi` takes the place of `EFI/bootmgfw.efi`. Names of Windows are found whatever their case.
"""

import os
import struct

from .errors import AgentError

MANAGER = "EFI/Microsoft/Boot/bootmgfw.efi"
# UEFI 2.10 §3.5.1.1: the name that firmware starts when it has no entry, by the machine of the PE header.
FALLBACK = {0x8664: "EFI/BOOT/BOOTX64.EFI", 0xAA64: "EFI/BOOT/BOOTAA64.EFI"}
BIOS_MANAGER = "bootmgr"
_FOLDERS = {"EFI": ["EFI", "Fonts", "Resources"], "EFI_EX": ["EFI", "Fonts", "Resources", "EFI_EX", "Fonts_EX"]}

Files = dict[str, str]


def inside(root: str, path: str) -> str | None:
    """The path of `path` below `root` with the case that the volume has; None when it is not there."""
    for name in path.split("/"):
        found = [entry for entry in _names(root) if entry.lower() == name.lower()]
        if not found:
            return None
        root = f"{root}/{name if name in found else found[0]}"
    return root


def _names(folder: str) -> list[str]:
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def uefi_files(root: str, boot_manager: str) -> Files:
    """{where on the ESP: where in the image}, with the boot manager of the folder `boot_manager` (EFI or EFI_EX)."""
    if boot_manager not in _FOLDERS:
        raise _refused(
            f"bootManager vaut {boot_manager!r}, un de {', '.join(_FOLDERS)} est attendu",
            f"bootManager is {boot_manager!r}, one of {', '.join(_FOLDERS)} is expected",
        )
    own = f"Windows/Boot/{boot_manager}/bootmgfw{boot_manager.removeprefix('EFI')}.efi"
    manager = inside(root, own)
    if manager is None:
        raise _missing(own)
    files: Files = {}
    for folder in _FOLDERS[boot_manager]:
        plain = folder.removesuffix("_EX")
        target = "EFI/Microsoft/Boot" + ("" if plain == "EFI" else f"/{plain}")
        _add(files, inside(root, f"Windows/Boot/{folder}"), target, folder != plain)
    # The folder EFI_EX has the manager under this name only; the fallback is the same file.
    files[_known(files, MANAGER)] = manager
    files[FALLBACK[_machine(manager)]] = manager
    return files


def bios_files(root: str) -> Files:
    """{where on the system partition: where in the image}."""
    manager = inside(root, "Windows/Boot/PCAT/bootmgr")
    if manager is None:
        raise _missing("Windows/Boot/PCAT/bootmgr")
    files: Files = {}
    for folder, target in (("PCAT", "Boot"), ("Fonts", "Boot/Fonts"), ("Resources", "Boot/Resources")):
        _add(files, inside(root, f"Windows/Boot/{folder}"), target, False)
    del files[_known(files, "Boot/bootmgr")]
    files[BIOS_MANAGER] = manager
    next_manager = files.pop(_known(files, "Boot/bootnxt"), None)
    return files | ({"BOOTNXT": next_manager} if next_manager else {})


def _add(files: Files, folder: str | None, target: str, without_mark: bool) -> None:
    """The files below `folder`, in place of those that the target has already."""
    for name in _names(folder) if folder else []:
        path = f"{folder}/{name}"
        if os.path.isdir(path):
            _add(files, path, f"{target}/{name}", without_mark)
        else:
            files[_known(files, f"{target}/{plain_name(name) if without_mark else name}")] = path


def plain_name(name: str) -> str:
    """bootmgfw_EX.efi -> bootmgfw.efi; segoe_slboot_EX.ttf -> segoe_slboot.ttf"""
    stem, dot, suffix = name.partition(".")
    return f"{stem[:-3]}{dot}{suffix}" if stem.upper().endswith("_EX") else name


def _known(files: Files, path: str) -> str:
    """The name under which the target has this file: FAT and NTFS know no difference of case."""
    return next((known for known in files if known.lower() == path.lower()), path)


def _machine(path: str) -> int:
    """The machine of a PE file, which must be one that has a fallback name."""
    with open(path, "rb") as file:
        head = file.read(4096)
    at = struct.unpack_from("<I", head, 60)[0] if len(head) >= 64 and head[:2] == b"MZ" else len(head)
    machine = struct.unpack_from("<H", head, at + 4)[0] if head[at : at + 4] == b"PE\0\0" else None
    if machine not in FALLBACK:
        name = "/".join(path.split("/")[-4:])
        raise _refused(
            f"{name} n'est pas un programme UEFI pour PC 64 bits (machine {machine}, x64 ou ARM64 attendu)",
            f"{name} is no UEFI program for 64-bit PCs (machine {machine}, x64 or ARM64 expected)",
        )
    return machine


def _missing(path: str) -> AgentError:
    return _refused(f"il n'a pas de {path}", f"it has no {path}")


def _refused(fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Ce master de Windows ne peut pas être rendu démarrable : {fr}",
        f"This master of Windows cannot be made to start: {en}",
        "Réimportez le master depuis une image d'installation ou une capture complète de Windows.",
        "Import the master again from installation media or from a complete capture of Windows.",
    )
