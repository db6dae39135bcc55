"""Boot files that really start: Debian's signed shim and GRUB in the places of Microsoft's boot manager.

Firmware with Secure Boot starts EFI\\Microsoft\\Boot\\bootmgfw.efi, which is shim; shim starts grubx64.efi beside it,
and GRUB, which finds no configuration, shows its prompt on the console. Under BIOS, `bootmgr` is a program of a few
bytes that writes a line on the serial port.
"""

import fcntl
import os
import shutil
import struct
import subprocess
import tempfile

# What GRUB shows above its prompt.
UEFI_LINE = "Minimal BASH-like line editing is supported"
BIOS_LINE = "Etabli: bootmgr of the image was started by the boot record"
PACKAGES = ["shim-signed", "grub-efi-amd64-signed"]
GRUB = "usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed"
SHIM = "usr/lib/shim/shimx64.efi.signed"


def unpacked_packages() -> str:
    """The folder with Debian's signed boot files, downloaded once and not installed."""
    folder = os.path.join(tempfile.gettempdir(), "etabli-signed-boot-files")
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(f"{folder}/files"):
            _download(folder)
    return f"{folder}/files"


def _download(folder: str) -> None:
    work = tempfile.mkdtemp(dir=folder)
    get = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", *PACKAGES]
    if subprocess.run(get, cwd=work, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(get, cwd=work, check=True)
    for name in [name for name in os.listdir(work) if name.endswith(".deb")]:
        subprocess.run(["dpkg-deb", "--extract", f"{work}/{name}", f"{work}/files"], check=True)
    os.rename(f"{work}/files", f"{folder}/files")
    shutil.rmtree(work)


def write_uefi(boot: str, packages: str) -> None:
    """Windows/Boot/EFI and EFI_EX: the same program, signed by Microsoft's authority of 2011 and of 2023."""
    with open(f"{packages}/{SHIM}", "rb") as file:
        shim = file.read()
    _write(f"{boot}/EFI/bootmgfw.efi", with_signature(shim, 0))
    _write(f"{boot}/EFI/bootmgr.efi", with_signature(shim, 0))
    _write(f"{boot}/EFI_EX/bootmgfw_EX.efi", with_signature(shim, 1))
    _write(f"{boot}/EFI_EX/bootmgr_EX.efi", with_signature(shim, 1))
    shutil.copy(f"{packages}/{GRUB}", f"{boot}/EFI/grubx64.efi")


def with_signature(program: bytes, index: int) -> bytes:
    """The PE file with only this one of its signatures. The signed digest does not cover the signatures."""
    directory = struct.unpack_from("<I", program, 0x3C)[0] + 24 + 112 + 4 * 8
    start, size = struct.unpack_from("<II", program, directory)
    found = []
    offset = start
    while offset < start + size:
        length = (struct.unpack_from("<I", program, offset)[0] + 7) // 8 * 8
        found.append(program[offset : offset + length])
        offset += length
    kept = bytearray(program[:start] + found[index])
    struct.pack_into("<I", kept, directory + 4, len(found[index]))
    return bytes(kept)


def write_bios(boot: str) -> None:
    """Windows/Boot/PCAT."""
    _write(f"{boot}/PCAT/bootmgr", bootmgr())
    _write(f"{boot}/PCAT/bootnxt", b"\xeb\xfe")


def bootmgr() -> bytes:
    """A program for real mode at 2000:0000, where boot records load bootmgr: a line on COM1, then it halts."""
    code = bytes.fromhex(
        "fa 0e 1f fc"  # 00: cli; push cs; pop ds; cld
        "e8 00 00 5e 83 c6 1e"  # 04: call 07; pop si; add si, text - 07
        "ac 84 c0 74 12"  # 0b: lodsb; test al, al; jz 22
        "88 c4 ba fd 03 ec a8 20 74 fb"  # 10: mov ah, al; until the port is free
        "ba f8 03 88 e0 ee eb e9"  # 1a: mov al, ah; out 3f8, al; jmp 0b
        "f4 eb fd"  # 22: hlt; jmp 22
    )
    return (code + BIOS_LINE.encode("ascii") + b"\r\n\0").ljust(64 << 10, b"\0")


def _write(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
