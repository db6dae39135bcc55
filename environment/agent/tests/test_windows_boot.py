"""install-windows-boot on loop disks: what mtools and ntfs-3g's tools find on the partitions afterwards."""

import hashlib
import io
import json
import os
import subprocess
import tempfile
import unittest
from contextlib import contextmanager
from typing import Iterator
from unittest import mock

from etabli_agent import boot_entries
from etabli_agent.commands import install_windows_boot
from etabli_agent.errors import AgentError
from etabli_agent.report import Report
from etabli_agent.target_disk import Disk, partition_path, probe, settle
from etabli_agent.windows_boot_files import plain_name, uefi_files
from etabli_agent.windows_entry import optional_data

from .fat_by_mtools import fat_in
from .loop_disk import SERIAL, command, loop_disk, only_disks
from .target_folder import target_in
from .test_boot_entries import Firmware
from .boot_tree import MOK, SHIM, make_windows

MIB = 1 << 20
GPT = (
    "label: gpt\nsize=300MiB, type=uefi\nsize=16MiB, type=E3C9E316-0B5C-4DB8-817D-F92DF00215AE\n"
    "type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7\n"
)
MBR = "label: dos\nlabel-id: 0x5e7ab11c\nstart=1MiB, size=100MiB, type=7, bootable\ntype=7\n"
# Stands for bootmgr: tells the serial port its name, the drive it comes from (DL) and the hidden sectors of the boot
# sector at 0:7C00, then ends the virtual PC through its debug exit.
START_REPORT = (
    bytes.fromhex("88d7" "8cc8" "8ed8" "be3600" "baf803" "ac" "84c0" "7403" "ee" "ebf8")  # each letter of the name
    + bytes.fromhex("88f8" "ee" "31c0" "8ed8" "be1c7c" "b90400" "ac" "ee" "e2fc")  # DL, then four bytes of 7C1C
    + bytes.fromhex("b031" "baf400" "ee" "f4")
)
START_REPORT = START_REPORT.ljust(0x36, b"\x90") + b"BOOTMGR\0"


def started(disk: str) -> bytes:
    """What a virtual PC with BIOS tells its serial port when it starts from the disk."""
    with tempfile.TemporaryDirectory() as folder:
        machine = ["qemu-system-x86_64", "-accel", "tcg", "-m", "64", "-display", "none", "-net", "none"]
        machine += ["-drive", f"file={disk},format=raw,if=ide,snapshot=on", "-serial", f"file:{folder}/serial"]
        machine += ["-device", "isa-debug-exit,iobase=0xf4,iosize=1"]
        subprocess.run(machine, timeout=120, check=False, capture_output=True)
        with open(f"{folder}/serial", "rb") as file:
            return file.read()


def sha256(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


class WindowsBootTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        target_in(self, f"{self.folder}/target")
        self.fat = fat_in(self, install_windows_boot)
        self.firmware = Firmware(variables=self.folder)
        self.enterContext(mock.patch.object(boot_entries, "run", self.firmware.run))
        self.enterContext(mock.patch.object(boot_entries, "EFIVARS", self.folder))
        self.enterContext(mock.patch.object(boot_entries, "mount_points", lambda _: [(self.folder, 1)]))

    @contextmanager
    def windows_disk(self, table: str, sector: int = 512, without: tuple[str, ...] = ()) -> Iterator[Disk]:
        """A disk with the table and a volume of Windows on it."""
        with loop_disk(700 * MIB, sector) as disk, only_disks(disk):
            making = ["sfdisk", "-q", "--no-reread", "--no-tell-kernel", disk.path]
            subprocess.run(making, input=table, text=True, check=True)
            roles = ["esp", "msr", "windows"] if "gpt" in table else ["system", "windows"]
            settle(disk.path, list(range(1, len(roles) + 1)))
            self.partitions = []
            for number, role in enumerate(roles, 1):
                path = partition_path(disk.path, number)
                if role == "esp":
                    command("mkfs.vfat", "-F", "32", "-S", str(sector), path)
                elif role != "msr":
                    command("mkntfs", "-Q", "-F", "-q", "-s", str(sector), "-p", "63", "-H", "255", "-S", "63", path)
                self.partitions.append({"role": role, "number": number, "uuid": probe(path, "UUID") or None})
            self.fill(disk, without)
            yield disk

    def device(self, disk: Disk, role: str) -> str:
        return partition_path(disk.path, next(part["number"] for part in self.partitions if part["role"] == role))

    def put(self, disk: Disk, role: str, path: str, content: bytes) -> None:
        """A file in the place of the one that is there."""
        with open(f"{self.folder}/content", "wb") as file:
            file.write(content)
        command("ntfscp", "-q", "-f", self.device(disk, role), f"{self.folder}/content", path)

    def fill(self, disk: Disk, without: tuple[str, ...]) -> None:
        point = f"{self.folder}/windows"
        os.makedirs(point, exist_ok=True)
        command("mount", "-t", "ntfs-3g", self.device(disk, "windows"), point)
        make_windows(point, without)
        command("umount", point)

    def install(self, **more: object) -> dict:
        parameters = {"disk": {"serial": SERIAL}, "partitions": self.partitions, "firmware": "uefi"}
        parameters |= {"bootManager": "EFI", "locale": "fr-FR", "description": "Windows 11"} | more
        self.log = io.StringIO()
        return install_windows_boot.run(parameters, Report(self.log))

    def on_esp(self, disk: Disk) -> dict[str, bytes]:
        """{path: content} of every file of the ESP, as mtools read it from the partition."""
        device = self.device(disk, "esp")
        done = subprocess.run(["mdir", "-/", "-b", "-i", device, "::/"], capture_output=True, text=True, check=True)
        names = [line.removeprefix("::/") for line in done.stdout.split("\n") if line and not line.endswith("/")]
        read = lambda name: subprocess.run(["mtype", "-i", device, f"::/{name}"], capture_output=True, check=True)
        return {name: read(name).stdout for name in sorted(names)}

    def test_the_esp_holds_the_image_s_own_boot_files_and_a_store(self) -> None:
        with self.windows_disk(GPT) as disk:
            result = self.install()
            found = self.on_esp(disk)
            shim = sha256(SHIM)
            self.assertEqual(
                {name: content for name, content in found.items() if name.endswith((".ttf", ".mui", ".stl", "r.efi"))},
                {
                    "EFI/Microsoft/Boot/Fonts/segoe_slboot.ttf": b"font 2011",
                    "EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf": b"console font",
                    "EFI/Microsoft/Boot/Resources/fr-FR/bootres.dll.mui": b"logo texts",
                    "EFI/Microsoft/Boot/boot.stl": b"list",
                    "EFI/Microsoft/Boot/bootmgr.efi": b"bootmgr 2011",
                    "EFI/Microsoft/Boot/en-US/bootmgfw.efi.mui": b"english",
                    "EFI/Microsoft/Boot/fr-FR/bootmgfw.efi.mui": "français".encode(),
                },
            )
            for name in ("EFI/Microsoft/Boot/bootmgfw.efi", "EFI/BOOT/BOOTX64.EFI"):
                self.assertEqual(hashlib.sha256(found[name]).hexdigest(), shim)
            said = {file["path"]: (file["sha256"], file["bytes"]) for file in result["files"]}
            self.assertEqual(
                said, {name: (hashlib.sha256(data).hexdigest(), len(data)) for name, data in found.items()}
            )
            self.assertEqual(result["esp"]["fileSystem"], "FAT32")
            self.assertEqual(
                {key: value for key, value in result["bcd"].items() if key != "sha256"},
                {"path": "EFI/Microsoft/Boot/BCD", "locale": "fr-FR", "memoryTest": True, "recovery": True},
            )

    def test_the_volume_of_windows_is_read_and_not_changed(self) -> None:
        with self.windows_disk(GPT) as disk:
            before = sha256(self.device(disk, "windows"))
            self.install()
            self.assertEqual(sha256(self.device(disk, "windows")), before)

    def test_the_store_names_the_partitions_of_this_disk(self) -> None:
        with self.windows_disk(GPT) as disk:
            self.install()
            with open(f"{self.folder}/BCD", "wb") as file:
                file.write(self.on_esp(disk)["EFI/Microsoft/Boot/BCD"])
            key = "B\\Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795}\\Elements\\11000001"
            command("reged", "-x", f"{self.folder}/BCD", "B", key[1:], f"{self.folder}/out.reg")
            with open(f"{self.folder}/out.reg", encoding="utf-8", newline="") as file:
                data = file.read().replace("\r", "").replace("\\\n  ", "").split("hex:")[1].strip()
            # sfdisk tells the GUIDs; in a store, the first three fields are little-endian.
            told = command("sfdisk", "--json", disk.path)
            fields = lambda guid: [bytes.fromhex(part) for part in guid.lower().split("-")]
            mixed = lambda guid: b"".join([*(part[::-1] for part in fields(guid)[:3]), *fields(guid)[3:]])
            table = json.loads(told)["partitiontable"]
            found = bytes.fromhex(data.replace(",", ""))
            self.assertEqual(found[0x20:0x30], mixed(table["partitions"][0]["uuid"]))
            self.assertEqual(found[0x38:0x48], mixed(table["id"]))

    def test_the_firmware_starts_the_boot_manager_next_with_its_own_data(self) -> None:
        with self.windows_disk(GPT):
            result = self.install()
        self.assertEqual((result["entry"], result["bootNext"]), ("0001", "0001"))
        self.assertEqual(result["bootOrder"], ["0001", "0002", "0000", "0007"])
        self.assertEqual(result["entries"]["0001"], "Windows Boot Manager")
        self.assertEqual(self.firmware.made["-l"], "\\EFI\\Microsoft\\Boot\\bootmgfw.efi")
        self.assertEqual(self.firmware.made["data"], optional_data())

    def test_the_data_of_the_entry_is_what_entries_of_windows_have(self) -> None:
        # As `efibootmgr -v` shows it on PCs with Windows.
        self.assertEqual(
            optional_data().hex(),
            "57494e444f575300" "01000000" "88000000" "78000000"
            + "BCDOBJECT={9dea862c-5cdd-4e70-acc1-f32b344d4795}\0".encode("utf-16le").hex()
            + "0000" "01000000" "10000000" "04000000" "7fff0400",
        )

    def test_says_so_when_the_firmware_drops_the_data_of_the_entry(self) -> None:
        self.firmware.drops_data = True
        with self.windows_disk(GPT), self.assertRaisesRegex(AgentError, "Boot0001 without the data"):
            self.install()

    def test_the_files_of_2023_take_the_places_and_names_of_the_others(self) -> None:
        with self.windows_disk(GPT) as disk:
            self.install(bootManager="EFI_EX")
            found = self.on_esp(disk)
        for name in ("EFI/Microsoft/Boot/bootmgfw.efi", "EFI/BOOT/BOOTX64.EFI"):
            self.assertEqual(hashlib.sha256(found[name]).hexdigest(), sha256(MOK))
        self.assertEqual(found["EFI/Microsoft/Boot/bootmgr.efi"], b"bootmgr 2023")
        self.assertEqual(found["EFI/Microsoft/Boot/Fonts/segoe_slboot.ttf"], b"font 2023")
        self.assertEqual(found["EFI/Microsoft/Boot/Fonts/wgl4_boot.ttf"], b"console font")
        self.assertEqual([name for name in found if "_EX" in name.upper()], [])

    def test_run_again_gives_the_same_files_and_one_entry(self) -> None:
        with self.windows_disk(GPT) as disk:
            first = self.install()
            files = self.on_esp(disk)
            again = self.install()
            self.assertEqual(self.on_esp(disk), files)
        self.assertEqual(first["files"], again["files"])
        self.assertEqual(list(again["entries"].values()).count("Windows Boot Manager"), 1)

    def test_works_on_a_disk_of_4096_byte_sectors(self) -> None:
        with self.windows_disk(GPT, 4096) as disk:
            result = self.install()
            self.assertEqual(result["esp"]["sectorBytes"], 4096)
            self.assertIn("EFI/BOOT/BOOTX64.EFI", self.on_esp(disk))

    def test_names_only_what_the_image_has(self) -> None:
        absent = ("Windows/System32/Recovery", "Windows/Boot/EFI/memtest", "Windows/Boot/EFI/fr-FR")
        with self.windows_disk(GPT, without=(*absent, "Windows/Boot/Resources/fr-FR")):
            result = self.install()
        self.assertEqual(
            {key: value for key, value in result["bcd"].items() if key != "sha256"},
            {"path": "EFI/Microsoft/Boot/BCD", "locale": "en-US", "memoryTest": False, "recovery": False},
        )
        self.assertIn("no boot texts in fr-FR", self.log.getvalue())

    def test_an_image_without_that_boot_manager_is_refused_and_nothing_is_written(self) -> None:
        with self.windows_disk(GPT, without=("Windows/Boot/EFI_EX",)) as disk:
            with self.assertRaisesRegex(AgentError, "Windows/Boot/EFI_EX/bootmgfw_EX.efi"):
                self.install(bootManager="EFI_EX")
            self.assertEqual(self.on_esp(disk), {})
        self.assertNotIn("Windows Boot Manager", self.firmware.entries.values())

    def test_a_file_that_the_disk_does_not_return_is_named(self) -> None:
        def spoil(device: str, _: str, files: list) -> None:
            command("mdel", "-i", device, "::/EFI/BOOT/BOOTX64.EFI")
            real(device, "uefi", files)

        real = install_windows_boot._read_back
        with self.windows_disk(GPT), mock.patch.object(install_windows_boot, "_read_back", spoil):
            with self.assertRaisesRegex(AgentError, "EFI/BOOT/BOOTX64.EFI is absent"):
                self.install()
        self.assertNotIn("Windows Boot Manager", self.firmware.entries.values())

    def test_names_of_the_image_are_found_whatever_their_case(self) -> None:
        root = f"{self.folder}/tree"
        make_windows(root)
        os.rename(f"{root}/Windows/Boot/EFI/bootmgfw.efi", f"{root}/Windows/Boot/EFI/BootMgFw.EFI")
        os.rename(f"{root}/Windows/Boot/EFI", f"{root}/Windows/Boot/efi")
        os.rename(f"{root}/Windows", f"{root}/WINDOWS")
        files = uefi_files(root, "EFI")
        self.assertEqual(files["EFI/BOOT/BOOTX64.EFI"], f"{root}/WINDOWS/Boot/efi/BootMgFw.EFI")
        managers = [path for path in files if path.lower().endswith("bootmgfw.efi")]
        self.assertEqual(managers, ["EFI/Microsoft/Boot/BootMgFw.EFI"])

    def test_only_the_mark_at_the_end_of_a_name_goes(self) -> None:
        names = ["bootmgfw_EX.efi", "a_EX.efi.mui", "chs_boot_EX.ttf", "_EXtra.ttf", "boot.stl"]
        plain = ["bootmgfw.efi", "a.efi.mui", "chs_boot.ttf", "_EXtra.ttf", "boot.stl"]
        self.assertEqual(list(map(plain_name, names)), plain)

    def test_a_boot_manager_that_is_no_uefi_program_is_refused(self) -> None:
        root = f"{self.folder}/tree"
        make_windows(root)
        with open(f"{root}/Windows/Boot/EFI/bootmgfw.efi", "wb") as file:
            file.write(b"MZ" + bytes(70))
        with self.assertRaisesRegex(AgentError, "no UEFI program"):
            uefi_files(root, "EFI")

    def test_bios_files_go_to_the_active_partition_hidden_and_grub_starts_them(self) -> None:
        with self.windows_disk(MBR) as disk:
            result = self.install(firmware="bios")
            system = self.device(disk, "system")
            for path, content in {
                "bootmgr": b"bios boot manager",
                "BOOTNXT": b"next",
                "Boot/memtest.exe": b"bios memory test",
                "Boot/fr-FR/bootmgr.exe.mui": b"textes",
                "Boot/Fonts/wgl4_boot.ttf": b"console font",
                "Boot/Resources/bootres.dll": b"logo",
            }.items():
                done = subprocess.run(["ntfscat", "-f", system, path], capture_output=True, check=True)
                self.assertEqual((path, done.stdout), (path, content))
            # A new file belongs to everybody otherwise: mode 0777.
            self.assertIn("group 0, mode 0755", command("ntfssecaudit", "-v", system, "/Boot/BCD"))
            shown = command("ntfsinfo", "-f", "-F", "/bootmgr", system)
            self.assertIn("READONLY HIDDEN SYSTEM", " ".join(shown.split()))
            with open(disk.path, "rb") as file:
                start = file.read(MIB)
        self.assertEqual(result["bcd"]["path"], "Boot/BCD")
        self.assertEqual(result["bootCode"]["kind"], "grub-ntldr")
        self.assertEqual(start[440:444].hex(), "1cb17a5e")  # the signature of the disk is as it was
        self.assertEqual(start[446], 0x80)
        self.assertEqual(start[510:512], b"\x55\xaa")
        with open("/usr/lib/grub/i386-pc/boot.img", "rb") as file:
            self.assertEqual(start[:440], file.read(440))
        self.assertNotIn("entry", result)

    def test_boot_code_that_the_disk_does_not_return_is_found_behind_the_memory(self) -> None:
        real = os.fsync

        def forgotten(descriptor: int) -> None:
            """The disk says that it wrote, and has something else: the pages in memory do not know."""
            real(descriptor)
            if os.path.samestat(os.fstat(descriptor), os.stat(disk.path)):
                with open(image, "r+b") as file:
                    file.write(b"otherwise")

        with self.windows_disk(MBR) as disk:
            image = command("losetup", "--noheadings", "--output", "BACK-FILE", disk.path).strip()
            with mock.patch.object(os, "fsync", forgotten):
                with self.assertRaisesRegex(AgentError, "the boot code is not what was written"):
                    self.install(firmware="bios")

    def test_a_bios_starts_the_boot_manager_of_the_partition_with_what_it_must_find_in_memory(self) -> None:
        with self.windows_disk(MBR) as disk:
            self.put(disk, "windows", "Windows/Boot/PCAT/bootmgr", START_REPORT)
            self.install(firmware="bios")
            told = started(disk.path)
        # The drive as the BIOS numbers it, and how far the partition is from the start of the disk, in sectors.
        self.assertEqual(told, b"BOOTMGR\x80" + (2048).to_bytes(4, "little"))


if __name__ == "__main__":
    unittest.main()
