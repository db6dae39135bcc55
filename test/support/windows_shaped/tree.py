"""The folders and files of the Windows-shaped volume."""

import glob
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass

from . import boot_files, registry, volume

WINE = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows"
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LONG = "Compte rendu détaillé de l’été – version définitive relue et corrigée " * 3
MACHINES = {"amd64": 0x8664, "arm64": 0xAA64}
# What the start of Windows loads, each from a program of wine.
PROGRAMS = {
    "ntoskrnl.exe": "ntoskrnl.exe", "winload.efi": "winver.exe", "winload.exe": "winver.exe",
    "cmd.exe": "cmd.exe", "reg.exe": "reg.exe", "pnputil.exe": "pnputil.exe", "notepad.exe": "notepad.exe",
    "oobe/windeploy.exe": "wineboot.exe", "Sysprep/sysprep.exe": "hh.exe",
    "drivers/stornvme.sys": "scsiport.sys", "drivers/storahci.sys": "mountmgr.sys",
    "drivers/disk.sys": "fltmgr.sys", "drivers/e1iexpress.sys": "ndis.sys",
}


@dataclass(frozen=True)
class Wanted:
    """Which Windows the volume looks like."""

    name: str
    edition: str
    build: str
    arch: str = "amd64"
    # INFs of the drivers that it has for disks.
    storage: tuple[str, ...] = tuple(registry.STORAGE)

    @property
    def drivers(self) -> dict[str, tuple]:
        return {inf: registry.STORAGE[inf] for inf in self.storage}


def fill(root: str, wanted: Wanted) -> None:
    """Everything but the payload."""
    windows = f"{root}/Windows"
    for folder in ["Panther", "Temp", "Setup/Scripts", "System32/Tasks", "System32/spool", "WinSxS/Backup"]:
        os.makedirs(f"{windows}/{folder}")
    for folder in ["Program Files/Common Files", "Program Files (x86)", "ProgramData/Microsoft"]:
        os.makedirs(f"{root}/{folder}")
    _programs(windows, wanted.arch)
    _boot(windows, wanted.arch)
    _drivers(windows, wanted)
    write_registry(windows, wanted)
    _recovery(windows, wanted)
    _strange_names(root)
    _special_files(root)


def write_registry(windows: str, wanted: Wanted) -> None:
    """Also on its own, to make another edition of the same volume."""
    config = f"{windows}/System32/config"
    os.makedirs(config, exist_ok=True)
    registry.write_hive(f"{config}/SYSTEM", "SYSTEM", registry.system_hive(wanted.drivers))
    registry.write_hive(f"{config}/SOFTWARE", "SOFTWARE", registry.software_hive(wanted.name, wanted.edition, wanted.build))
    registry.write_hive(f"{config}/DRIVERS", "DRIVERS", registry.drivers_hive())


def add_payload(root: str, mebibytes: int) -> None:
    """Real programs and texts of this machine, each once, up to that many bytes."""
    left = mebibytes << 20
    folder = f"{root}/Windows/System32/payload"
    os.makedirs(folder)
    seen = set()
    sources = sorted(glob.glob(f"{WINE}/*.dll")) + sorted(glob.glob("/usr/lib/x86_64-linux-gnu/**/*", recursive=True))
    for path in sources:
        size = 0 if os.path.islink(path) or not os.path.isfile(path) else os.path.getsize(path)
        if 0 < size <= left and os.path.basename(path) not in seen:
            seen.add(os.path.basename(path))
            shutil.copyfile(path, f"{folder}/{len(seen):05d}-{os.path.basename(path).replace(':', '_')}")
            left -= size
        if left < 4096:
            return
    raise SystemExit(f"this machine lacks {left >> 20} MiB of files for the payload")


def _programs(windows: str, arch: str) -> None:
    for path, source in PROGRAMS.items():
        _copy(f"{WINE}/{source}", f"{windows}/System32/{path}", arch)


def _boot(windows: str, arch: str) -> None:
    boot = f"{windows}/Boot"
    boot_files.write_uefi(boot, boot_files.unpacked_packages())
    boot_files.write_bios(boot)
    if arch != "amd64":
        for path in glob.glob(f"{boot}/EFI*/*.efi"):
            _copy(path, path, arch)
    for language in ["fr-FR", "en-US"]:
        for path in ["EFI/{}/bootmgfw.efi.mui", "EFI/{}/bootmgr.efi.mui", "PCAT/{}/bootmgr.exe.mui",
                     "Resources/{}/bootres.dll.mui"]:
            _copy(f"{WINE}/winver.exe", f"{boot}/{path.format(language)}", arch)
    _copy(f"{WINE}/version.dll", f"{boot}/Resources/bootres.dll", arch)
    os.makedirs(f"{boot}/Fonts")
    for font in ["wgl4_boot.ttf", "segoe_slboot.ttf"]:
        shutil.copyfile(FONT, f"{boot}/Fonts/{font}")
    _write(f"{boot}/DVD/EFI/boot.sdi", b"$SDI0001".ljust(16384, b"\0"))


def _drivers(windows: str, wanted: Wanted) -> None:
    """The packages in the driver store, their INF files in UTF-16 as Microsoft writes them."""
    for inf, (service, _, section, ids) in (wanted.drivers | registry.NETWORK).items():
        text = (f"[Version]\r\nSignature=\"$WINDOWS NT$\"\r\nProvider=%MS%\r\n[Manufacturer]\r\n%MS%=Models,NTamd64\r\n"
                f"[Models.NTamd64]\r\n%Device%={section},{ids[0]}\r\n[Strings]\r\nMS=\"Microsoft\"\r\n")
        package = f"{windows}/System32/DriverStore/FileRepository/{registry.package_of(inf)}"
        for path in [f"{windows}/INF/{inf}", f"{package}/{inf}"]:
            _write(path, b"\xff\xfe" + text.encode("utf-16le"))
        # Windows has one file with two names here.
        os.link(f"{windows}/System32/drivers/{service}.sys", f"{package}/{service}.sys")


def _recovery(windows: str, wanted: Wanted) -> None:
    """Winre.wim: an image in the image, with a registry of its own."""
    with tempfile.TemporaryDirectory() as folder:
        config = f"{folder}/Windows/System32/config"
        os.makedirs(config)
        registry.write_hive(f"{config}/SYSTEM", "SYSTEM", registry.system_hive(wanted.drivers, winre=True))
        registry.write_hive(f"{config}/DRIVERS", "DRIVERS", registry.drivers_hive())
        _copy(f"{WINE}/winver.exe", f"{folder}/Windows/System32/winload.efi", "amd64")
        _copy(f"{WINE}/scsiport.sys", f"{folder}/Windows/System32/drivers/stornvme.sys", "amd64")
        os.makedirs(f"{windows}/System32/Recovery")
        command = ["wimlib-imagex", "capture", folder, f"{windows}/System32/Recovery/Winre.wim",
                   "Microsoft Windows Recovery Environment (amd64)", "--compress=LZX", "--boot", "--no-acls"]
        volume.quietly(*command)
    _write(f"{windows}/System32/Recovery/ReAgent.xml", b"<?xml version='1.0' encoding='utf-8'?>\r\n<WindowsRE version=\"2.0\"/>\r\n")


def _strange_names(root: str) -> None:
    documents = f"{root}/Users/Public/Documents"
    names = ["Été à Nîmes – œuvre 100 %.txt", "日本語のファイル.txt", "photo 📷 d’équipe 👩‍💻.txt", f"{LONG}.txt", "ÀÉÎÕÜ.TXT",
             "deux  espaces & (parenthèses) [crochets] {accolades} #1;$HOME'.txt"]
    for name in names:
        _write(f"{documents}/{name}", f"Contenu de « {name} »\r\n".encode())
    deep = "/".join(f"niveau {n:02d} de l’arborescence profonde" for n in range(12))
    _write(f"{documents}/{deep}/au fond.txt", b"au fond\r\n")
    os.makedirs(f"{documents}/dossier vide")
    _write(f"{documents}/fichier vide.txt", b"")


def _special_files(root: str) -> None:
    """Alternate streams, reparse points, hard links, short names and attributes."""
    documents = f"{root}/Users/Public/Documents"
    _write(f"{documents}/téléchargé.exe", b"MZ, not a program\r\n")
    _write(f"{documents}/téléchargé.exe:Zone.Identifier", b"[ZoneTransfer]\r\nZoneId=3\r\n")
    _write(f"{documents}/téléchargé.exe:résumé", "Un flux nommé avec accents\r\n".encode() * 100)
    _write(f"{documents}/flux seul.txt", b"")
    _write(f"{documents}/flux seul.txt:données", bytes(range(256)) * 512)
    os.link(f"{documents}/téléchargé.exe", f"{root}/ProgramData/même fichier.exe")
    volume.link(f"{root}/Documents and Settings", volume.JUNCTION, "C:\\Users")
    volume.link(f"{root}/Users/All Users", volume.SYMLINK, "C:\\ProgramData")
    for path, name in [("Program Files", "PROGRA~1"), ("Program Files (x86)", "PROGRA~2"), ("ProgramData", "PROGRA~3")]:
        volume.set_short_name(f"{root}/{path}", name)
    _write(f"{root}/Users/desktop.ini", b"[.ShellClassInfo]\r\n")
    hidden = volume.HIDDEN | volume.SYSTEM
    volume.set_attributes(f"{root}/Users/desktop.ini", hidden | volume.ARCHIVE)
    volume.set_attributes(f"{root}/ProgramData", volume.HIDDEN)
    volume.set_attributes(f"{root}/Documents and Settings", hidden)
    _write(f"{root}/Windows/win.ini", b"; for 16-bit app support\r\n")
    volume.set_attributes(f"{root}/Windows/win.ini", volume.READ_ONLY | volume.ARCHIVE)


def _copy(source: str, path: str, arch: str) -> None:
    """Copies a program of wine as one of that architecture: the machine is a word of its header."""
    with open(source, "rb") as file:
        program = bytearray(file.read())
    if arch != "amd64":
        struct.pack_into("<H", program, struct.unpack_from("<I", program, 0x3C)[0] + 4, MACHINES[arch])
    _write(path, bytes(program))


def _write(path: str, content: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)
