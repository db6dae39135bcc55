"""The disk of Windows: its table as sfdisk reads it, its file systems as the tools of each read them."""

import io
import json
import struct
import tempfile
import unittest
from unittest import mock

from etabli_agent import verified_record
from etabli_agent.commands import partition
from etabli_agent.errors import AgentError
from etabli_agent.report import Report

from .loop_disk import SERIAL, command, loop_disk, only_disks
from .target_folder import target_in

MIB = 1 << 20
GIB = 1 << 30
UEFI = [
    {"role": "esp", "sizeBytes": 300 * MIB, "label": "System"},
    {"role": "msr", "sizeBytes": 16 * MIB},
    {"role": "windows", "sizeBytes": None, "label": "Poste été"},
    {"role": "recovery", "sizeBytes": GIB},
    {"role": "data", "sizeBytes": 100 * MIB + 1, "label": "Données"},
]
BIOS = [
    {"role": "system", "sizeBytes": 500 * MIB},
    {"role": "windows", "sizeBytes": None},
    {"role": "recovery", "sizeBytes": GIB},
    {"role": "data", "sizeBytes": 100 * MIB},
]


class WindowsPartitionTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = self.enterContext(tempfile.TemporaryDirectory())
        target_in(self, f"{folder}/target")
        self.enterContext(mock.patch.object(verified_record, "RECORD", f"{folder}/record"))

    def prepare(self, size: int = 20 * GIB, sector: int = 512) -> None:
        self.disk = self.enterContext(loop_disk(size, sector))
        self.enterContext(only_disks(self.disk))

    def order(self, table: str, firmware: str, partitions: list[dict]) -> dict:
        order = {"disk": {"serial": SERIAL}, "table": table, "firmware": firmware, "partitions": partitions}
        return partition.run(order, Report(io.StringIO()))

    def table(self) -> dict:
        return json.loads(command("sfdisk", "--json", self.disk.path))["partitiontable"]

    def boot_sector(self, number: int) -> tuple[int, int]:
        """(bytes a sector, hidden sectors) of an NTFS volume."""
        with open(f"{self.disk.path}p{number}", "rb") as file:
            boot = file.read(512)
        self.assertEqual(boot[3:11], b"NTFS    ")
        return struct.unpack_from("<H", boot, 11)[0], struct.unpack_from("<I", boot, 28)[0]

    def test_a_uefi_disk_has_the_partitions_of_windows_with_their_types_and_attributes(self) -> None:
        self.prepare()
        made = self.order("gpt", "uefi", UEFI)["partitions"]
        self.assertEqual(
            [(part["role"], part["number"], part["fileSystem"], part["sizeBytes"] // MIB) for part in made],
            [
                ("esp", 1, "vfat", 300),
                ("msr", 2, None, 16),
                ("windows", 3, "ntfs", 20480 - 2 - 300 - 16 - 1024 - 101),
                ("recovery", 4, "ntfs", 1024),
                ("data", 5, "ntfs", 101),
            ],
        )
        table = self.table()
        self.assertEqual(table["label"], "gpt")
        self.assertEqual(
            [(part["type"], part.get("attrs")) for part in table["partitions"]],
            [
                ("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", None),
                ("E3C9E316-0B5C-4DB8-817D-F92DF00215AE", None),
                ("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", None),
                ("DE94BBA4-06D1-4D40-A16A-BFD50179D6AC", "RequiredPartition GUID:63"),
                ("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", None),
            ],
        )
        self.assertEqual([part["start"] % 2048 for part in table["partitions"]], [0] * 5)
        # mkntfs alone gives volumes of the same second the same number.
        self.assertEqual(len({part["uuid"] for part in made if part["fileSystem"] == "ntfs"}), 3)
        self.assertEqual(made[2]["partuuid"].upper(), table["partitions"][2]["uuid"])
        labels = [command("blkid", "-p", "-s", "LABEL", "-o", "value", f"{self.disk.path}p{n}") for n in (1, 3, 4, 5)]
        self.assertEqual(labels, ["SYSTEM\n", "Poste été\n", "Recovery\n", "Données\n"])
        # 1 + 300 + 16 MiB before Windows
        self.assertEqual(self.boot_sector(3), (512, 317 * 2048))

    def test_the_attributes_are_the_bits_that_microsoft_documents(self) -> None:
        self.prepare()
        self.order("gpt", "uefi", UEFI)
        with open(self.disk.path, "rb") as file:
            file.seek(2 * 512 + 3 * 128 + 48)
            self.assertEqual(file.read(8), bytes.fromhex("0100000000000080"))

    def test_a_4k_disk_gets_an_esp_of_300_mb_that_is_fat32_and_ntfs_of_its_sectors(self) -> None:
        self.prepare(sector=4096)
        made = self.order("gpt", "uefi", UEFI)["partitions"]
        sizes = [part["sizeBytes"] // MIB for part in made]
        self.assertEqual(sizes, [300, 16, 20480 - 2 - 300 - 16 - 1024 - 101, 1024, 101])
        checked = command("fsck.fat", "-n", "-v", f"{self.disk.path}p1")
        self.assertIn("4096 bytes per logical sector", checked)
        self.assertIn("32 bit entries", checked)
        self.assertIn("256 hidden sectors", checked)
        clusters = int(checked.split(" data clusters")[0].split()[-1])
        self.assertGreaterEqual(clusters, 65525)
        self.assertEqual(self.boot_sector(3), (4096, 317 * 256))
        self.assertIn("Sector Size: 4096", command("ntfsinfo", "-m", f"{self.disk.path}p3"))

    def test_a_bios_disk_has_one_active_partition_and_the_hidden_type_of_recovery(self) -> None:
        self.prepare()
        made = self.order("mbr", "bios", BIOS)["partitions"]
        self.assertEqual([part["role"] for part in made], ["system", "windows", "recovery", "data"])
        table = self.table()
        self.assertEqual(table["label"], "dos")
        self.assertEqual(
            [(part["type"], part.get("bootable", False)) for part in table["partitions"]],
            [("7", True), ("7", False), ("27", False), ("7", False)],
        )
        sizes = [part["size"] // 2048 for part in table["partitions"]]
        self.assertEqual(sizes, [500, 20480 - 2 - 500 - 1024 - 100, 1024, 100])
        signature = table["id"].removeprefix("0x")
        self.assertEqual([part["partuuid"] for part in made], [f"{signature}-0{number}" for number in (1, 2, 3, 4)])
        self.assertNotEqual(int(signature, 16), 0)
        self.assertEqual(self.boot_sector(1), (512, 2048))
        self.assertEqual(self.boot_sector(2), (512, 501 * 2048))

    def test_a_disk_of_more_than_2_tib_is_used_as_far_as_an_mbr_reaches(self) -> None:
        self.prepare(size=3 << 40)
        self.order("mbr", "bios", BIOS[:2])
        last = self.table()["partitions"][1]
        self.assertEqual(last["start"] + last["size"], (1 << 32) - 2048)

    def test_refuses_more_than_an_mbr_reaches_on_a_larger_disk(self) -> None:
        self.prepare(size=3 << 40)
        data = {"role": "data", "sizeBytes": 2 << 40}
        error = self.refused("mbr", "bios", [*BIOS[:2], data])
        self.assertEqual(error.kind, "operator")
        self.assertIn(f"an MBR reaches {2 << 40} of the {3 << 40} bytes of the disk", error.en)
        self.assertIn("UEFI", error.remedy_en)

    def test_what_was_verified_is_forgotten_with_the_disk_that_it_was_and_not_before(self) -> None:
        self.prepare()
        verified_record.remember("index", self.disk.as_json(), {"differences": []})
        verified_record.about_to_change("index", self.disk.as_json())
        self.refused("gpt", "uefi", UEFI[1:])
        found = verified_record.compared_before_change("index", self.disk.as_json())
        self.assertEqual(found, {"differences": []})
        self.order("gpt", "uefi", UEFI)
        self.assertIsNone(verified_record.compared_before_change("index", self.disk.as_json()))

    def test_a_uefi_disk_becomes_a_bios_disk_and_back(self) -> None:
        self.prepare()
        self.order("gpt", "uefi", UEFI)
        self.order("mbr", "bios", BIOS)
        with open(self.disk.path, "rb") as file:
            self.assertNotIn(b"EFI PART", file.read(MIB))
            file.seek(-MIB, 2)
            self.assertNotIn(b"EFI PART", file.read(MIB))
        made = self.order("gpt", "uefi", UEFI)["partitions"]
        self.assertEqual(len(made), 5)

    def refused(self, table: str, firmware: str, partitions: list[dict]) -> AgentError:
        with self.assertRaises(AgentError) as caught:
            self.order(table, firmware, partitions)
        with open(self.disk.path, "rb") as file:
            self.assertEqual(file.read(2 * MIB), bytes(2 * MIB))
        return caught.exception

    def test_refuses_before_any_write_what_windows_cannot_start_from(self) -> None:
        self.prepare()
        with_msr = [BIOS[0], {"role": "msr", "sizeBytes": 16 * MIB}, BIOS[1]]
        cases = [
            ("mbr", "uefi", BIOS, "table 'mbr' with 'uefi' firmware"),
            ("gpt", "bios", UEFI, "table 'gpt' with 'bios' firmware"),
            ("gpt", "uefi", UEFI[1:], "0 partitions 'esp', one expected"),
            ("gpt", "uefi", [*UEFI, UEFI[2]], "2 partitions 'windows', one expected"),
            ("mbr", "bios", with_msr, "a mbr table has no partition 'msr'"),
            ("mbr", "bios", [*BIOS, BIOS[3]], "5 partitions, an MBR has at most 4"),
            ("gpt", "uefi", [*UEFI, {"role": "home", "sizeBytes": MIB}], "role 'home' is unknown"),
            ("gpt", "uefi", [*UEFI, {"role": "data", "sizeBytes": "1GB"}], "sizeBytes '1GB' for 'data'"),
            ("gpt", "uefi", [*UEFI, {"role": "data", "sizeBytes": None}], "only one takes the rest"),
            ("gpt", "uefi", [{**UEFI[0], "label": "MUCH TOO LONG"}, *UEFI[1:]], "13 characters, at most 11"),
        ]
        for table, firmware, partitions, expected in cases:
            with self.subTest(expected):
                error = self.refused(table, firmware, partitions)
                self.assertEqual(error.kind, "permanent")
                self.assertIn(expected, error.en)

    def test_refuses_a_disk_without_the_room(self) -> None:
        self.prepare(size=2 * GIB)
        error = self.refused("gpt", "uefi", UEFI)
        self.assertEqual(error.kind, "operator")
        self.assertIn("wants", error.en)

    def test_refuses_a_4k_disk_in_bios_mode(self) -> None:
        self.prepare(sector=4096)
        error = self.refused("mbr", "bios", BIOS)
        self.assertEqual(error.kind, "operator")
        self.assertIn("sectors of 4096 bytes", error.en)

    def test_names_the_field_of_an_esp_that_is_too_small_for_4k_sectors(self) -> None:
        self.prepare(sector=4096)
        error = self.refused("gpt", "uefi", [{"role": "esp", "sizeBytes": 100 * MIB}, *UEFI[1:]])
        self.assertIn("windows.disk.espBytes to 260MiB", error.remedy_en)


if __name__ == "__main__":
    unittest.main()
