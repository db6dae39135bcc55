"""The registry of a boot driver: every key and value literally, and read again by programs that did not write it."""

import os
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import hive_file
from etabli_agent.drivers.injection import Place, check_injections, keys_of, version_value
from etabli_agent.drivers.system_hive import places_for, prove_injections, write_injections
from etabli_agent.errors import AgentError
from etabli_agent.hive import edit_hive, empty_hive, open_hive
from etabli_agent.regf_reader import RawHive

from .windows_skeleton import CONFIG, FILETIME, PACKAGE, injection, windows_tree

SERVICE = "ControlSet001\\Services\\vioscsi"
DRIVER = f"DriverDatabase\\DriverPackages\\{PACKAGE}"
FULL_ID = "PCI\\VEN_1AF4&DEV_1048&SUBSYS_11001AF4&REV_01"
SHORT_ID = "PCI\\VEN_1AF4&DEV_1048"
VERSION = (
    "00ff090000000000"  # as every exported system has it
    "7be9364d25e3ce11bfc108002be10318"  # the class SCSIAdapter
    "00805838c778da01"  # 18 March 2024, 0 h
    "58666800"  # 26200, 104
    "5f006400"  # 95, 100
    "0000000000000000"
)


def text(value: str) -> bytes:
    return value.encode("utf-16le") + b"\0\0"


class Registry(unittest.TestCase):
    def setUp(self) -> None:
        self.root = self.enterContext(tempfile.TemporaryDirectory())
        windows_tree(self.root)
        self.path = f"{self.root}/{CONFIG}/SYSTEM"

    def write(self, *injections: dict) -> bool:
        found = list(injections) or [injection()]
        places = places_for(self.root, found)
        written = write_injections(self.root, found, places)
        prove_injections(self.root, found, places)
        return written

    def export(self, key: str) -> str:
        """The key as `reged` of chntpw exports it, which shares no code with hivex."""
        out = f"{self.root}/out.reg"
        subprocess.run(["reged", "-x", self.path, "HKLM", key, out], check=True, stdout=subprocess.DEVNULL)
        with open(out, encoding="utf-8", newline="") as file:
            return file.read().replace("\r\n", "\n")

    def bytes(self) -> bytes:
        with open(self.path, "rb") as file:
            return file.read()

    def test_writes_every_key_and_value_of_a_driver_and_nothing_else(self) -> None:
        before = RawHive(self.path).tree("")
        self.assertTrue(self.write())
        after = RawHive(self.path).tree("")
        new = {key.lstrip("\\"): values for key, values in after.items() if values and before.get(key) != values}
        self.assertEqual(
            new,
            {
                SERVICE: {
                    "Type": (4, b"\x01\0\0\0"),
                    "Start": (4, b"\0\0\0\0"),
                    "ErrorControl": (4, b"\x01\0\0\0"),
                    "ImagePath": (2, text("System32\\drivers\\vioscsi.sys")),
                    "Owners": (7, text("oem0.inf") + b"\0\0"),
                    "Group": (1, text("SCSI miniport")),
                },
                f"{SERVICE}\\Parameters": {"BusType": (4, b"\x0a\0\0\0")},
                f"{SERVICE}\\Parameters\\PnpInterface": {"5": (4, b"\x01\0\0\0")},
                "DriverDatabase\\DriverInfFiles\\oem0.inf": {
                    "": (7, text(PACKAGE) + b"\0\0"),
                    "Active": (1, text(PACKAGE)),
                    "Configurations": (7, text("scsi_inst") + b"\0\0"),
                },
                f"DriverDatabase\\DeviceIds\\{FULL_ID}": {"oem0.inf": (3, b"\x01\xff\0\0")},
                f"DriverDatabase\\DeviceIds\\{SHORT_ID}": {"oem0.inf": (3, b"\x02\xff\0\0")},
                DRIVER: {
                    "": (1, text("oem0.inf")),
                    "InfName": (1, text("vioscsi.inf")),
                    "Provider": (1, text("Red Hat, Inc.")),
                    "Version": (3, bytes.fromhex(VERSION)),
                },
                f"{DRIVER}\\Configurations\\scsi_inst": {
                    "ConfigFlags": (4, b"\0\0\0\0"),
                    "Service": (1, text("vioscsi")),
                },
                f"{DRIVER}\\Configurations\\scsi_inst\\Device": {"Note": (7, text("one") + text("two") + b"\0\0")},
                f"{DRIVER}\\Configurations\\scsi_inst\\Device\\Interrupt Management\\Affinity Policy": {
                    "DevicePolicy": (4, b"\x05\0\0\0")
                },
                f"{DRIVER}\\Descriptors\\{FULL_ID}": {"Configuration": (1, text("scsi_inst"))},
                f"{DRIVER}\\Descriptors\\{SHORT_ID}": {"Configuration": (1, text("scsi_inst"))},
            },
        )

    def test_chntpw_reads_the_service_and_the_package_the_same(self) -> None:
        self.write()
        self.assertEqual(
            self.export(SERVICE),
            "Windows Registry Editor Version 5.00\n\n"
            "[HKLM\\ControlSet001\\Services\\vioscsi]\n"
            '"Type"=dword:00000001\n"Start"=dword:00000000\n"ErrorControl"=dword:00000001\n'
            '"ImagePath"=hex(2):53,00,79,00,73,00,74,00,65,00,6d,00,33,00,32,00,5c,00,64,00,\\\n'
            "  72,00,69,00,76,00,65,00,72,00,73,00,5c,00,76,00,69,00,6f,00,73,00,63,00,73,\\\n"
            "  00,69,00,2e,00,73,00,79,00,73,00,00,00\n"
            '"Owners"=hex(7):6f,00,65,00,6d,00,30,00,2e,00,69,00,6e,00,66,00,00,00,00,00\n'
            '"Group"="SCSI miniport"\n\n'
            "[HKLM\\ControlSet001\\Services\\vioscsi\\Parameters]\n"
            '"BusType"=dword:0000000a\n\n'
            "[HKLM\\ControlSet001\\Services\\vioscsi\\Parameters\\PnpInterface]\n"
            '"5"=dword:00000001\n\n',
        )
        exported = self.export(f"DriverDatabase\\DeviceIds\\{FULL_ID}") + self.export(DRIVER)
        self.assertIn('"oem0.inf"=hex:01,ff,00,00\n', exported)
        pairs = [VERSION[at : at + 2] for at in range(0, len(VERSION), 2)]
        self.assertIn('"Version"=hex:' + ",".join(pairs), exported.replace("\\\n  ", ""))
        self.assertIn(f"\\Descriptors\\{SHORT_ID}]\n\"Configuration\"=\"scsi_inst\"\n", exported)

    def test_a_second_run_changes_no_byte(self) -> None:
        self.assertTrue(self.write())
        before = self.bytes()
        self.assertFalse(self.write())
        self.assertEqual(self.bytes(), before)

    def test_the_control_set_that_windows_will_use_gets_the_service(self) -> None:
        windows_tree(self.root, control_set=2)
        self.write()
        hive = RawHive(self.path)
        self.assertEqual(hive.values("ControlSet002\\Services\\vioscsi")["Start"], (4, b"\0\0\0\0"))
        self.assertIsNone(hive.values(SERVICE))

    def test_a_start_that_is_overruled_and_parameters_of_another_version_are_gone(self) -> None:
        with edit_hive(self.path) as hive:
            hive.set(f"{SERVICE}\\StartOverride", "0", "REG_DWORD", 3)
            hive.set(f"{SERVICE}\\Parameters\\Old", "x", "REG_DWORD", 1)
            hive.set(DRIVER, "Version", "REG_BINARY", bytes(48))
            hive.set(f"{DRIVER}\\Descriptors\\PCI\\OLD", "Configuration", "REG_SZ", "old")
        self.write()
        hive = RawHive(self.path)
        self.assertEqual(hive.keys(SERVICE), ["Parameters"])
        self.assertEqual(hive.keys(f"{SERVICE}\\Parameters"), ["PnpInterface"])
        self.assertIsNone(hive.values(f"{DRIVER}\\Descriptors\\PCI\\OLD"))

    def test_the_number_of_the_inf_is_free_in_both_databases_and_in_the_folder(self) -> None:
        empty_hive(f"{self.root}/{CONFIG}/DRIVERS", FILETIME)
        with edit_hive(f"{self.root}/{CONFIG}/DRIVERS") as hive:
            hive.ensure_key("DriverDatabase\\DriverInfFiles\\oem0.inf")
        with edit_hive(self.path) as hive:
            hive.ensure_key("DriverDatabase\\DriverInfFiles\\OEM1.INF")
        with open(f"{self.root}/Windows/INF/oem2.inf", "wb"):
            pass
        other = injection(name="other")
        other["inf"] |= {"package": "other.inf_amd64_0000000000000000"}
        self.assertEqual(
            places_for(self.root, [injection(), other]),
            [Place("ControlSet001", "oem3.inf"), Place("ControlSet001", "oem4.inf")],
        )
        self.write(injection(), other)
        self.assertEqual([place.oem for place in places_for(self.root, [other, injection()])], ["oem4.inf", "oem3.inf"])

    def test_a_dirty_hive_stays_as_it_is(self) -> None:
        with open(self.path, "r+b") as file:
            file.seek(8)
            file.write(b"\x07\0\0\0")
        before = self.bytes()
        with self.assertRaisesRegex(AgentError, "a write to it was not completed"):
            self.write()
        self.assertEqual(self.bytes(), before)

    def test_a_hive_without_the_database_or_its_control_set_is_refused(self) -> None:
        for key, message in (("DriverDatabase", "no DriverDatabase"), ("ControlSet001", "Select.Current: 1, ControlSet001")):
            with self.subTest(key):
                windows_tree(self.root)
                with edit_hive(self.path) as hive:
                    hive.delete_key(key)
                with self.assertRaisesRegex(AgentError, f"nothing was written: .*{message}"):
                    self.write()

    def test_what_hivex_would_write_wrong_is_refused_and_nothing_of_it_is_written(self) -> None:
        lines = {
            "at most 16344 bytes": {"key": "Parameters", "name": "Long", "type": "REG_BINARY", "value": "00" * 16345},
            "a key is ASCII": {"key": "Paramètres", "name": "x", "type": "REG_DWORD", "value": 1},
        }
        before = self.bytes()
        for message, line in lines.items():
            with self.subTest(message), self.assertRaisesRegex(AgentError, message):
                self.write(injection(values=[line]))
        self.assertEqual(self.bytes(), before)

    def test_a_full_disk_leaves_the_old_hive_and_no_copy(self) -> None:
        before = self.bytes()
        with mock.patch.object(hive_file.os, "fsync", side_effect=OSError(28, "No space left on device")):
            with self.assertRaises(OSError):
                self.write()
        self.assertEqual(self.bytes(), before)
        self.assertEqual(os.listdir(f"{self.root}/{CONFIG}"), ["SYSTEM"])

    def test_a_value_that_is_not_as_it_was_written_is_an_error(self) -> None:
        self.write()
        places = places_for(self.root, [injection()])
        changes = {
            f"{SERVICE}\\start: type 4 03000000, type 4 00000000 expected": (SERVICE, "Start", 3),
            f"DriverDatabase\\DeviceIds\\{FULL_ID}\\oem0.inf: type 4": (f"DriverDatabase\\DeviceIds\\{FULL_ID}", "oem0.inf", 0xFF01),
            "parameters\\more: type 4 01000000, nothing expected": (f"{SERVICE}\\Parameters", "More", 1),
        }
        for message, (key, name, value) in changes.items():
            with self.subTest(message):
                windows_tree(self.root)
                self.write()
                with edit_hive(self.path) as hive:
                    hive.set(key, name, "REG_DWORD", value)
                with self.assertRaises(AgentError) as caught:
                    prove_injections(self.root, [injection()], places)
                self.assertIn(message.lower(), caught.exception.en.lower())

    def test_a_key_that_windows_would_not_find_is_an_error(self) -> None:
        self.write()
        data = bytearray(self.bytes())
        name = data.index(b"vioscsi\0")  # the name in the key of the service
        data[name : name + 7] = b"viOscsJ"
        with open(self.path, "wb") as file:
            file.write(data)
        with self.assertRaisesRegex(AgentError, "the hash of the key viOscsJ is"):
            prove_injections(self.root, [injection()], [Place("ControlSet001", "oem0.inf")])

    def test_one_byte_of_the_header_is_an_error(self) -> None:
        self.write()
        with open(self.path, "r+b") as file:
            file.seek(40)
            file.write(b"\x01")
        with self.assertRaisesRegex(AgentError, "checksum"):
            RawHive(self.path)

    def test_hivex_reads_what_it_wrote_too(self) -> None:
        self.write()
        with open_hive(self.path) as hive:
            self.assertEqual(hive.get(f"{SERVICE}\\Parameters", "BusType"), 10)


class Derived(unittest.TestCase):
    def test_the_version_value_takes_both_forms_of_dates_and_short_versions(self) -> None:
        inf = injection()["inf"]
        self.assertEqual(version_value(inf).hex(), VERSION)
        self.assertEqual(version_value(inf | {"date": "03/18/2024"}).hex(), VERSION)
        self.assertEqual(version_value(inf | {"version": "1.2"})[32:40].hex(), "0000000002000100")
        self.assertEqual(len(version_value(inf)), 48)

    def test_a_bus_that_is_not_pci_and_a_service_named_by_a_line(self) -> None:
        raid = injection(values=[{"key": "", "name": "Start", "type": "REG_DWORD", "value": 3}])
        raid["ids"] = [{"id": "{54cb850d-a731-8590-0628-1992592bd448}\\rcbottom", "configuration": "scsi_inst", "hardware": True}]
        keys = keys_of(raid, Place("ControlSet001", "oem1.inf"))
        self.assertEqual(
            keys["DriverDatabase\\DeviceIds\\{54cb850d-a731-8590-0628-1992592bd448}\\rcbottom"],
            {"oem1.inf": ("REG_BINARY", "01ff0000")},
        )
        self.assertEqual(keys[SERVICE]["Start"], ("REG_DWORD", 0))

    def test_an_id_of_two_lines_counts_as_hardware(self) -> None:
        twice = injection()
        twice["ids"].append(twice["ids"][0] | {"hardware": False})
        keys = keys_of(twice, Place("ControlSet001", "oem1.inf"))
        self.assertEqual(keys[f"DriverDatabase\\DeviceIds\\{FULL_ID}"]["oem1.inf"], ("REG_BINARY", "01ff0000"))

    def test_refuses_what_windows_could_not_start_from(self) -> None:
        check_injections([injection()], "26100.1742")
        cases = {
            "build 7601: drivers are injected from build 9200": ([], "7601"),
            "Two packages give the service 'vioscsi'": ([injection(), injection(name="VioScsi")], "26100"),
            "Type 1, Start 3; Type 1, Start 0 expected": ([injection(start=3)], "26100"),
        }
        for message, (injections, build) in cases.items():
            with self.subTest(message), self.assertRaisesRegex(AgentError, message):
                check_injections(injections, build)


if __name__ == "__main__":
    unittest.main()
