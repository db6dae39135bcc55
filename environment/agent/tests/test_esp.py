"""What firmware demands of an EFI system partition, on file systems that mkfs.fat really makes."""

import io
import os
import stat
import struct
import subprocess
import tempfile
import unittest

from etabli_agent.commands import install_boot, partition
from etabli_agent.errors import AgentError
from etabli_agent.esp import prove_esp, smallest_esp
from etabli_agent.report import Report

from .loop_disk import SERIAL, loop_disk, only_disks

MIB = 1 << 20
GIB = 1 << 30


class EspTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def made(self, size: int, sector: int, *options: str) -> str:
        path = f"{self.folder}/esp"
        with open(path, "wb") as file:
            file.truncate(size)
        command = ["mkfs.vfat", *(options or ("-F", "32")), "-S", str(sector), path]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path

    def prove(self, path: str, sector: int) -> dict:
        return prove_esp(path, sector, Report(io.StringIO()))

    def test_the_smallest_that_is_allowed_has_enough_clusters_for_any_firmware(self) -> None:
        self.assertEqual([smallest_esp(512), smallest_esp(4096)], [33 * MIB, 260 * MIB])
        for sector in (512, 4096):
            with self.subTest(sector):
                proof = self.prove(self.made(smallest_esp(sector), sector), sector)
                self.assertEqual(proof["fileSystem"], "FAT32")
                self.assertGreaterEqual(proof["clusters"], 65525)

    def test_refuses_fat32_with_fewer_clusters_than_firmware_takes(self) -> None:
        with self.assertRaises(AgentError) as caught:
            self.prove(self.made(256 * MIB, 4096), 4096)
        self.assertEqual(caught.exception.kind, "permanent")
        self.assertIn("65376 clusters", caught.exception.en)
        self.assertIn("65525", caught.exception.en)

    def test_takes_a_captured_fat16(self) -> None:
        proof = self.prove(self.made(40 * MIB, 512, "-F", "16"), 512)
        self.assertEqual(proof["fileSystem"], "FAT16")

    def test_refuses_another_sector_size_than_the_disk_s(self) -> None:
        with self.assertRaisesRegex(AgentError, "sectors of 512 bytes, the disk has 4096"):
            self.prove(self.made(300 * MIB, 512), 4096)

    def test_refuses_what_is_no_fat_at_all(self) -> None:
        path = f"{self.folder}/zeros"
        with open(path, "wb") as file:
            file.truncate(MIB)
        with self.assertRaisesRegex(AgentError, "no FAT"):
            self.prove(path, 512)

    def test_takes_the_mark_of_a_power_cut_away_and_checks_again(self) -> None:
        path = self.made(64 * MIB, 512)
        with open(path, "r+b") as file:
            file.seek(65)  # the state byte of FAT32's boot sector; 1: it was not unmounted
            file.write(b"\x01")
        self.assertEqual(self.prove(path, 512)["fileSystem"], "FAT32")
        done = subprocess.run(["fsck.fat", "-n", path], stdout=subprocess.DEVNULL, check=False)
        self.assertEqual(done.returncode, 0)

    def test_refuses_a_file_system_that_fsck_cannot_make_whole(self) -> None:
        path = self.made(64 * MIB, 512)
        with open(path, "r+b") as file:
            file.seek(44)  # the cluster of the root directory
            file.write(struct.pack("<I", 0x0FFFFFF0))
        with self.assertRaises(AgentError) as caught:
            self.prove(path, 512)
        self.assertEqual(caught.exception.kind, "permanent")
        self.assertIn("fsck.fat", caught.exception.en)


class SizeTest(unittest.TestCase):
    def partition(self, sector: int, esp: int) -> list[str]:
        with loop_disk(4 * GIB, sector) as disk, only_disks(disk):
            order = {"layout": {"esp": {"sizeBytes": esp}}, "firmware": "uefi"}
            try:
                partition.run(order | {"disk": {"serial": SERIAL}}, Report(io.StringIO()))
            finally:
                with open(disk.path, "rb") as file:
                    self.first = file.read(2 * MIB)

    def test_an_esp_too_small_for_the_disk_s_sectors_is_refused_before_anything_is_written(self) -> None:
        with self.assertRaises(AgentError) as caught:
            self.partition(4096, 256 * MIB)
        self.assertEqual(caught.exception.kind, "operator")
        self.assertIn("256 MiB", caught.exception.en)
        self.assertIn("4096 bytes", caught.exception.en)
        self.assertIn("at least 260 MiB", caught.exception.en)
        self.assertIn("disk.layout.esp.sizeBytes", caught.exception.remedy_en)
        self.assertEqual(self.first, bytes(2 * MIB))


class MenuTest(unittest.TestCase):
    def test_the_part_of_the_menu_that_the_signed_grub_refuses_is_left_out(self) -> None:
        root = self.enterContext(tempfile.TemporaryDirectory())
        os.makedirs(f"{root}/etc/grub.d")
        for name in ("10_linux", "25_bli"):
            with open(f"{root}/etc/grub.d/{name}", "w", encoding="ascii") as file:
                file.write("#!/bin/sh\n")
            os.chmod(f"{root}/etc/grub.d/{name}", 0o755)
        install_boot.leave_out_unsigned_modules(root)
        modes = {name: stat.S_IMODE(os.stat(f"{root}/etc/grub.d/{name}").st_mode) for name in ("10_linux", "25_bli")}
        self.assertEqual(modes, {"10_linux": 0o755, "25_bli": 0o644})
        install_boot.leave_out_unsigned_modules(f"{root}/absent")


if __name__ == "__main__":
    unittest.main()
