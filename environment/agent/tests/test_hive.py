"""Registry hives: what is written is read by hivexsh and reged (chntpw), and nothing is ever half written."""

import os
import struct
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import hive_file
from etabli_agent.errors import AgentError
from etabli_agent.hive import edit_hive, empty_hive, open_hive

from .loop_disk import command, loop_disk

# 2024-01-01 00:00 in units of 100 ns since 1601.
MOMENT = 133_485_408_000_000_000


class HiveTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.path = f"{self.folder}/SYSTEM"
        empty_hive(self.path, MOMENT)

    def read(self) -> bytes:
        with open(self.path, "rb") as file:
            return file.read()

    def exported(self) -> list[str]:
        """The lines of reged, a reader that shares no code with hivex."""
        command("reged", "-x", self.path, "H", "\\", f"{self.folder}/out.reg")
        with open(f"{self.folder}/out.reg", encoding="utf-8", newline="") as file:
            return [line for line in file.read().replace("\r", "").split("\n") if line][1:]

    def fill(self) -> None:
        with edit_hive(self.path) as hive:
            hive.set("Select", "Current", "REG_DWORD", 1)
            hive.set("ControlSet001\\Services\\vioscsi", "Group", "REG_SZ", "SCSI miniport")
            hive.set("controlset001\\services\\VIOSCSI", "ImagePath", "REG_EXPAND_SZ", "%x%\\a.sys")
            hive.set("ControlSet001\\Services\\vioscsi", "", "REG_MULTI_SZ", ["a", "é"])
            hive.set("ControlSet001\\Services\\vioscsi", "Raw", "REG_BINARY", "01ff0000")
            hive.set("ControlSet001\\Services\\vioscsi", "Odd", 0xFFFF0012, b"\x07")

    def test_an_empty_hive_is_one_for_other_programs(self) -> None:
        self.assertEqual(len(self.read()), 8192)
        self.assertEqual(self.exported(), ["[H]"])
        done = subprocess.run(["hivexsh", self.path], input="ls\nlsval\n", capture_output=True, text=True, check=True)
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_another_program_reads_every_type_as_it_was_written(self) -> None:
        self.fill()
        found = self.exported()
        self.assertEqual(found[:2], ["[H]", "[H\\ControlSet001]"])
        self.assertIn("[H\\ControlSet001\\Services\\vioscsi]", found)
        for line in (
            '"Group"="SCSI miniport"',
            '"ImagePath"=hex(2):25,00,78,00,25,00,5c,00,61,00,2e,00,73,00,79,00,73,00,00,00',
            "@=hex(7):61,00,00,00,e9,00,00,00,00,00",
            '"Raw"=hex:01,ff,00,00',
            '"Odd"=hex(ffff0012):07',
            '"Current"=dword:00000001',
        ):
            self.assertIn(line, found)

    def test_reads_back_what_it_wrote_whatever_the_case_of_a_name(self) -> None:
        self.fill()
        with open_hive(self.path) as hive:
            self.assertEqual(hive.keys(""), ["ControlSet001", "Select"])
            self.assertEqual(hive.get("SELECT", "CURRENT"), 1)
            self.assertEqual(
                hive.values("ControlSet001\\Services\\vioscsi"),
                {
                    "Group": ("REG_SZ", "SCSI miniport"),
                    "ImagePath": ("REG_EXPAND_SZ", "%x%\\a.sys"),
                    "": ("REG_MULTI_SZ", ["a", "é"]),
                    "Raw": ("REG_BINARY", b"\x01\xff\0\0"),
                    "Odd": (0xFFFF0012, b"\x07"),
                },
            )
            self.assertEqual((hive.keys("Absent"), hive.values("Absent"), hive.get("Select", "x")), ([], {}, None))
            self.assertEqual((hive.has_key("select"), hive.has_key("Absent")), (True, False))

    def test_deletes_one_value_or_a_key_with_all_below_it(self) -> None:
        self.fill()
        with edit_hive(self.path) as hive:
            hive.delete_value("ControlSet001\\Services\\vioscsi", "raw")
            hive.delete_value("ControlSet001\\Services\\vioscsi", "absent")
            hive.delete_key("Select")
            hive.delete_key("Absent")
        found = self.exported()
        self.assertNotIn('"Raw"=hex:01,ff,00,00', found)
        self.assertNotIn("[H\\Select]", found)
        self.assertIn('"Group"="SCSI miniport"', found)

    def test_the_same_changes_give_the_same_bytes(self) -> None:
        self.fill()
        first = self.read()
        empty_hive(self.path, MOMENT)
        self.fill()
        self.assertEqual(self.read(), first)

    def test_the_old_hive_stays_when_the_work_or_the_replacing_of_the_file_fails(self) -> None:
        before = self.read()
        with self.assertRaises(KeyError), edit_hive(self.path) as hive:
            hive.set("Select", "Current", "REG_DWORD", 1)
            raise KeyError("in the middle")
        self.assertEqual(self.read(), before)
        with mock.patch.object(hive_file.os, "replace", side_effect=OSError("killed")), self.assertRaises(OSError):
            self.fill()
        self.assertEqual(self.read(), before)
        self.fill()  # what the killed one left is no obstacle
        self.assertEqual(os.listdir(self.folder), ["SYSTEM"])

    def refusal(self, **patched: bytes) -> str:
        data = bytearray(self.read())
        for at, value in patched.items():
            data[int(at[1:]) : int(at[1:]) + len(value)] = value
        with open(self.path, "wb") as file:
            file.write(data)
        with self.assertRaises(AgentError) as caught, edit_hive(self.path):
            self.fail("it was opened")
        self.assertEqual(caught.exception.kind, "permanent")
        self.assertEqual(self.read(), data)
        return caught.exception.en

    def test_refuses_a_hive_of_which_a_write_was_not_completed(self) -> None:
        self.assertIn("sequence numbers 7 and 1", self.refusal(_4=struct.pack("<I", 7)))

    def test_refuses_a_damaged_header_and_a_file_that_is_no_hive(self) -> None:
        self.assertIn("checksum", self.refusal(_508=b"\1\2\3\4"))
        self.assertIn("no registry hive", self.refusal(_0=b"MZ"))

    def test_refuses_what_hivex_would_write_wrongly(self) -> None:
        with edit_hive(self.path) as hive:
            hive.set("Most", "x", "REG_BINARY", bytes(16344))
            with self.assertRaisesRegex(AgentError, "at most 16344 bytes"):
                hive.set("Big", "x", "REG_BINARY", bytes(16345))
            with self.assertRaisesRegex(AgentError, "a key is ASCII"):
                hive.ensure_key("Clé")
            with self.assertRaises(ValueError):
                hive.set("Most", "y", "REG_DWORD", "1")
        with open_hive(self.path) as hive:
            self.assertEqual(hive.get("Most", "x"), bytes(16344))
            self.assertEqual(hive.values("Big"), {})

    def test_keeps_the_rights_and_attributes_that_the_file_has_on_ntfs(self) -> None:
        with loop_disk(64 << 20) as disk:
            command("mkntfs", "-Q", "-F", "-q", "-p", "0", "-H", "1", "-S", "1", disk.path)
            point = f"{self.folder}/volume"
            os.mkdir(point)
            command("mount", "-t", "ntfs-3g", disk.path, point)
            self.path = f"{point}/SYSTEM"
            empty_hive(self.path, MOMENT)
            hidden_system = struct.pack(">I", 6)
            os.setxattr(self.path, "system.ntfs_attrib_be", hidden_system)
            os.setxattr(self.path, "system.ntfs_acl", hive_file._descriptor())
            rights = os.getxattr(self.path, "system.ntfs_acl")
            self.fill()
            self.assertEqual(os.getxattr(self.path, "system.ntfs_acl"), rights)
            self.assertEqual(struct.unpack(">I", os.getxattr(self.path, "system.ntfs_attrib_be"))[0] & 6, 6)
            with open_hive(self.path) as hive:
                self.assertEqual(hive.get("Select", "Current"), 1)


if __name__ == "__main__":
    unittest.main()
