"""describe-image, on programs that Microsoft and Debian signed and on hives with the keys of Windows' own."""

import io
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from uuid import UUID

from etabli_agent.commands import describe_image
from etabli_agent.errors import AgentError
from etabli_agent.hive import edit_hive, empty_hive
from etabli_agent.pe_file import authenticode_sha256, read_pe, resource, security_version, signatures
from etabli_agent.report import Report

from .loop_disk import command
from .boot_tree import MOK, SHIM, make_windows

SCSI, NET = "4d36e97b-e325-11ce-bfc1-08002be10318", "4d36e972-e325-11ce-bfc1-08002be10318"
WINE = "/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/kernel32.dll"


def version(device_class: str) -> bytes:
    return bytes.fromhex("00ff090000000000") + UUID(device_class).bytes_le + bytes(24)


def read(path: str) -> bytes:
    return Path(path).read_bytes()


def with_version(major: int, minor: int) -> bytes:
    """The least PE program with the resource that tells the security version of a boot manager."""
    name = "BOOTMGRSECURITYVERSIONNUMBER".encode("utf-16le")
    is_folder = 1 << 31
    folder = lambda named, target: struct.pack("<12xHHII", *((1, 0) if named else (0, 1)), *target)
    text_at = 24 * 3 + 16
    resources = folder(False, (10, is_folder | 24)) + folder(True, (is_folder | text_at, is_folder | 48))
    resources += folder(False, (1033, 72)) + struct.pack("<II8x", 0x1000 + text_at + 2 + len(name), 4)
    resources += struct.pack("<H", len(name) // 2) + name + struct.pack("<HH", minor, major)
    head = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<HH12xHH", 0x8664, 1, 240, 0)
    optional = struct.pack("<H58xI", 0x20B, 512).ljust(108, b"\0") + struct.pack("<I", 16)
    optional += (struct.pack("<II", 0, 0) * 2 + struct.pack("<II", 0x1000, len(resources))).ljust(128, b"\0")
    section = b".rsrc".ljust(8, b"\0") + struct.pack("<IIII", len(resources), 0x1000, 512, 512) + bytes(16)
    return (head + optional + section).ljust(512, b"\0") + resources.ljust(512, b"\0")


class PeFileTest(unittest.TestCase):
    def test_its_digest_is_the_one_that_microsoft_and_debian_signed(self) -> None:
        for program in (SHIM, MOK, "/usr/lib/shim/fbx64.efi.signed"):
            pe = read_pe(read(program))
            with self.subTest(program):
                self.assertEqual({one.sha256 for one in signatures(pe)}, {authenticode_sha256(pe)})

    def test_its_digest_is_osslsigncode_s(self) -> None:
        said = subprocess.run(["osslsigncode", "verify", MOK], capture_output=True, text=True, check=False).stdout
        told = re.search(r"Calculated message digest : ([0-9A-F]{64})", said)
        self.assertEqual(authenticode_sha256(read_pe(read(MOK))), told[1].lower())

    def test_a_signature_does_not_change_the_digest_and_a_changed_byte_does(self) -> None:
        unsigned = read("/usr/lib/shim/mmx64.efi")
        plain = authenticode_sha256(read_pe(unsigned + bytes(-len(unsigned) % 8)))
        self.assertEqual(plain, authenticode_sha256(read_pe(read(MOK))))
        changed = bytearray(read(MOK))
        changed[5000] ^= 1
        self.assertNotEqual(authenticode_sha256(read_pe(bytes(changed))), plain)

    def test_names_the_signers_of_every_signature(self) -> None:
        chains = [[(one.subject, one.issuer) for one in found.chain] for found in signatures(read_pe(read(SHIM)))]
        self.assertEqual(
            chains,
            [
                [
                    ("Microsoft Windows UEFI Driver Publisher", "Microsoft Corporation UEFI CA 2011"),
                    ("Microsoft Corporation UEFI CA 2011", "Microsoft Corporation Third Party Marketplace Root"),
                ],
                [
                    ("Microsoft UEFI CA 2023 signer", "Microsoft UEFI CA 2023"),
                    ("Microsoft UEFI CA 2023", "Microsoft RSA Devices Root CA 2021"),
                ],
            ],
        )
        self.assertEqual(signatures(read_pe(read("/usr/lib/shim/shimx64.efi"))), [])

    def test_the_digests_of_a_certificate_are_openssl_s(self) -> None:
        one = signatures(read_pe(read(SHIM)))[0].chain[1]
        pem = "/usr/lib/python3/dist-packages/virt/firmware/certs/MicrosoftCorporationUEFICA2011.pem"
        told = command("openssl", "x509", "-in", pem, "-noout", "-fingerprint", "-sha256")
        self.assertEqual(one.sha256, told.split("=")[1].strip().replace(":", "").lower())
        with tempfile.TemporaryDirectory() as folder:
            # The signed part is the first value in the certificate.
            command("openssl", "asn1parse", "-in", pem, "-strparse", "4", "-noout", "-out", f"{folder}/tbs")
            self.assertEqual(one.tbs_sha256, command("sha256sum", f"{folder}/tbs").split()[0])

    def test_reads_the_security_version_of_a_boot_manager(self) -> None:
        self.assertEqual(security_version(read_pe(with_version(7, 1))), "7.1")
        self.assertIsNone(security_version(read_pe(read(SHIM))))
        self.assertIsNone(security_version(read_pe(read(WINE))))

    def test_finds_a_resource_in_a_program_of_another_maker(self) -> None:
        found = resource(read_pe(read(WINE)), 16, 1)
        self.assertIn("VS_VERSION_INFO".encode("utf-16le"), found)

    def test_what_is_no_program_or_cut_off_is_an_error(self) -> None:
        shim = read(SHIM)
        for data in (b"", b"MZ", b"\x7fELF" + bytes(100), shim[:100], shim[:200]):
            with self.subTest(data[:4]), self.assertRaises(ValueError):
                read_pe(data)
        with self.assertRaises(ValueError):
            signatures(read_pe(shim[:-8]))


class DescribeImageTest(unittest.TestCase):
    def setUp(self) -> None:
        self.root = self.enterContext(tempfile.TemporaryDirectory())
        make_windows(self.root)
        os.makedirs(f"{self.root}/Windows/System32/config")
        self.system = f"{self.root}/Windows/System32/config/SYSTEM"
        self.drivers = f"{self.root}/Windows/System32/config/DRIVERS"
        for path in (self.system, self.drivers):
            empty_hive(path, 0)
        with edit_hive(self.system) as hive:
            hive.set("Select", "Current", "REG_DWORD", 1)
            for name, start, path in (
                ("storahci", 0, "System32\\drivers\\storahci.sys"),
                ("iaStorVD", 0, "\\SystemRoot\\System32\\drivers\\iaStorVD.sys"),
                ("late", 3, "System32\\drivers\\late.sys"),
            ):
                hive.set(f"ControlSet001\\Services\\{name}", "Start", "REG_DWORD", start)
                hive.set(f"ControlSet001\\Services\\{name}", "ImagePath", "REG_EXPAND_SZ", path)
                hive.set(f"ControlSet001\\Services\\{name}\\Parameters", "Start", "REG_DWORD", 0)
            hive.set("ControlSet001\\Services\\stornvme", "Start", "REG_DWORD", 0)
            self.package(hive, "mshdc.inf", SCSI, "storahci", "PCI\\CC_0106")
            self.package(hive, "stornvme.inf", SCSI, "stornvme", "PCI\\CC_010802")
            self.package(hive, "oem3.inf", SCSI, "iaStorVD", "PCI\\VEN_8086&DEV_a77f")
            self.package(hive, "late.inf", SCSI, "late", "PCI\\VEN_1234&DEV_0001")
        with edit_hive(self.drivers) as hive:
            self.package(hive, "net.inf", NET, "storahci", "PCI\\VEN_8086&DEV_15F3")
            self.package(hive, "absent.inf", SCSI, "absent", "PCI\\VEN_1234&DEV_0002")

    def package(self, hive: object, inf: str, device_class: str, service: str, device: str) -> None:
        key = f"DriverDatabase\\DriverPackages\\{inf}_amd64_0123456789abcdef"
        hive.set(key, "", "REG_SZ", inf)
        hive.set(key, "Version", "REG_BINARY", version(device_class))
        hive.set(f"{key}\\Configurations\\Inst.NT", "Service", "REG_SZ", service)
        hive.set(f"{key}\\Descriptors\\{device}", "Configuration", "REG_SZ", "inst.nt")
        hive.set(f"DriverDatabase\\DeviceIds\\{device}", inf, "REG_BINARY", "01ff0000")

    def describe(self) -> dict:
        return describe_image.run({"folder": self.root}, Report(io.StringIO()))

    def test_tells_both_boot_managers_and_what_firmware_must_trust_for_them(self) -> None:
        managers = self.describe()["bootManagers"]
        self.assertEqual(
            [(one["folder"], one["path"], one["authority"], one["authorities"]) for one in managers],
            [
                (
                    "EFI",
                    "Windows/Boot/EFI/bootmgfw.efi",
                    "Microsoft Corporation UEFI CA 2011",
                    ["Microsoft Corporation UEFI CA 2011", "Microsoft UEFI CA 2023"],
                ),
                ("EFI_EX", "Windows/Boot/EFI_EX/bootmgfw_EX.efi", "Debian Secure Boot CA", ["Debian Secure Boot CA"]),
            ],
        )
        self.assertEqual(
            managers[0]["authenticodeSha256"], authenticode_sha256(read_pe(read(SHIM)))
        )
        self.assertEqual(
            {key: value for key, value in managers[1]["signers"][0].items() if key != "tbsSha256"},
            {"subject": "Debian Secure Boot Signer 2022 - shim", "issuer": "Debian Secure Boot CA"},
        )
        self.assertIsNone(managers[0]["svn"])

    def test_tells_the_controllers_from_which_this_windows_starts_as_it_is(self) -> None:
        self.assertEqual(
            self.describe()["storage"],
            [
                {
                    "id": "PCI\\CC_0106",
                    "inf": "mshdc.inf",
                    "service": "storahci",
                    "start": 0,
                    "file": "Windows/System32/drivers/storahci.sys",
                },
                {
                    "id": "PCI\\CC_010802",
                    "inf": "stornvme.inf",
                    "service": "stornvme",
                    "start": 0,
                    "file": "Windows/System32/drivers/stornvme.sys",
                },
                {
                    "id": "PCI\\VEN_8086&DEV_A77F",
                    "inf": "oem3.inf",
                    "service": "iaStorVD",
                    "start": 0,
                    "file": "Windows/System32/drivers/iaStorVD.sys",
                },
            ],
        )

    def test_tells_every_device_id_of_both_hives(self) -> None:
        self.assertEqual(
            self.describe()["ids"],
            [
                "PCI\\CC_0106",
                "PCI\\CC_010802",
                "PCI\\VEN_1234&DEV_0001",
                "PCI\\VEN_1234&DEV_0002",
                "PCI\\VEN_8086&DEV_15F3",
                "PCI\\VEN_8086&DEV_A77F",
            ],
        )

    def test_an_image_without_boot_managers_or_the_second_hive_is_described_too(self) -> None:
        os.unlink(self.drivers)
        for path in ("EFI/bootmgfw.efi", "EFI_EX/bootmgfw_EX.efi"):
            os.unlink(f"{self.root}/Windows/Boot/{path}")
        found = self.describe()
        self.assertEqual(found["bootManagers"], [])
        self.assertEqual(len(found["storage"]), 3)

    def refusal(self) -> str:
        with self.assertRaises(AgentError) as caught:
            self.describe()
        self.assertEqual(caught.exception.kind, "permanent")
        return caught.exception.en

    def test_a_damaged_boot_manager_is_refused(self) -> None:
        path = f"{self.root}/Windows/Boot/EFI/bootmgfw.efi"
        data = bytearray(read(path))
        data[5000] ^= 1
        Path(path).write_bytes(data)
        self.assertIn("Windows/Boot/EFI/bootmgfw.efi is damaged", self.refusal())
        Path(path).write_bytes(b"MZ")
        self.assertIn("Windows/Boot/EFI/bootmgfw.efi is unreadable", self.refusal())

    def test_an_image_without_its_registry_or_with_half_of_it_is_refused(self) -> None:
        with open(self.system, "r+b") as file:
            file.seek(4)
            file.write(b"\x77")
        self.assertIn("sequence numbers", self.refusal())
        os.unlink(self.system)
        self.assertIn("Windows/System32/config/SYSTEM is absent", self.refusal())

    def test_runs_on_a_server_without_what_only_the_environment_has(self) -> None:
        agent = str(Path(__file__).parents[1])
        without = "import sys; sys.modules['zstandard'] = None; sys.argv = ['etabli-agent', 'describe-image']; "
        run = "import runpy; runpy.run_module('etabli_agent', run_name='__main__')"
        done = subprocess.run(
            [sys.executable, "-c", without + run],
            input=json.dumps({"folder": self.root}),
            env={"PYTHONPATH": agent, "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(len(json.loads(done.stdout)["result"]["ids"]), 6)


if __name__ == "__main__":
    unittest.main()
