"""A small tree with the shape of Windows: signed programs that Debian ships stand for Microsoft's boot managers."""

import os
import shutil
from pathlib import Path

# Signed by Microsoft, twice: by its authorities of 2011 and of 2023.
SHIM = "/usr/lib/shim/shimx64.efi.signed"
# Signed by Debian.
MOK = "/usr/lib/shim/mmx64.efi.signed"

FILES = {
    "Windows/Boot/EFI/bootmgr.efi": b"bootmgr 2011",
    "Windows/Boot/EFI/memtest.efi": b"memory test",
    "Windows/Boot/EFI/boot.stl": b"list",
    "Windows/Boot/EFI/en-US/bootmgfw.efi.mui": b"english",
    "Windows/Boot/EFI/fr-FR/bootmgfw.efi.mui": "français".encode(),
    "Windows/Boot/EFI_EX/bootmgr_EX.efi": b"bootmgr 2023",
    "Windows/Boot/Fonts/segoe_slboot.ttf": b"font 2011",
    "Windows/Boot/Fonts/wgl4_boot.ttf": b"console font",
    "Windows/Boot/Fonts_EX/segoe_slboot_EX.ttf": b"font 2023",
    "Windows/Boot/Resources/bootres.dll": b"logo",
    "Windows/Boot/Resources/fr-FR/bootres.dll.mui": b"logo texts",
    "Windows/Boot/PCAT/bootmgr": b"bios boot manager",
    "Windows/Boot/PCAT/bootnxt": b"next",
    "Windows/Boot/PCAT/memtest.exe": b"bios memory test",
    "Windows/Boot/PCAT/fr-FR/bootmgr.exe.mui": b"textes",
    "Windows/Boot/DVD/EFI/boot.sdi": b"sdi",
    "Windows/Boot/DVD/PCAT/boot.sdi": b"sdi",
    "Windows/System32/Recovery/Winre.wim": b"recovery",
}


def make_windows(root: str, without: tuple[str, ...] = ()) -> None:
    """Writes the tree, without the files whose paths begin with one of `without`."""
    for path, content in FILES.items():
        if not path.startswith(without or ("-",)):
            _folder(root, path)
            Path(f"{root}/{path}").write_bytes(content)
    for path, program in (("EFI/bootmgfw.efi", SHIM), ("EFI_EX/bootmgfw_EX.efi", MOK)):
        if not f"Windows/Boot/{path}".startswith(without or ("-",)):
            _folder(root, f"Windows/Boot/{path}")
            shutil.copyfile(program, f"{root}/Windows/Boot/{path}")


def _folder(root: str, path: str) -> None:
    os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
