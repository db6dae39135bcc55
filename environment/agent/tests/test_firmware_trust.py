"""What firmware trusts and revokes, from variables that python3-virt-firmware made and from written lists."""

import io
import json
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from uuid import UUID

from etabli_agent.commands import firmware_trust as command
from etabli_agent.errors import AgentError
from etabli_agent.firmware_trust import firmware_trust
from etabli_agent.report import Report

from .fake_root import plant
from .test_authorities import SHA256, X509, der, signature_list

DATABASE = "d719b2cb-3d3a-4596-a3bc-dad00e67656f"
GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
X509_SHA256 = "3bd2a492-96c0-4079-b420-fcf98ef103ed"
# Of Debian's package ovmf: firmware with Microsoft's keys.
MICROSOFT = "/usr/share/OVMF/OVMF_VARS_4M.ms.fd"


class FirmwareTrustTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())

    def root(self, variables: dict[str, bytes]) -> Path:
        names = {"PK": GLOBAL, "KEK": GLOBAL, "SecureBoot": GLOBAL, "SetupMode": GLOBAL}
        files = {
            f"sys/firmware/efi/efivars/{name}-{names.get(name, DATABASE)}": b"\x27\0\0\0" + value
            for name, value in variables.items()
        }
        return plant(Path(self.folder), files)

    def test_reads_the_variables_of_firmware_with_microsoft_s_keys(self) -> None:
        path = f"{self.folder}/variables.json"
        subprocess.run(["virt-fw-vars", "-i", MICROSOFT, "--output-json", path], check=True, capture_output=True)
        kept = json.loads(Path(path).read_text(encoding="utf-8"))["variables"]
        values = {item["name"]: bytes.fromhex(item["data"]) for item in kept}
        read = {name: values[name] for name in ("db", "dbx", "KEK", "PK")}
        trust = firmware_trust(self.root(read | {"SecureBoot": b"\1"}))
        self.assertEqual((trust["firmware"], trust["secureBoot"]), ("uefi", "enabled"))
        self.assertEqual(
            trust["db"],
            [
                {
                    "subject": "Microsoft Windows Production PCA 2011",
                    "sha256": "e8e95f0733a55e8bad7be0a1413ee23c51fcea64b3c8fa6a786935fddcc71961",
                },
                {
                    "subject": "Microsoft Corporation UEFI CA 2011",
                    "sha256": "48e99b991f57fc52f76149599bff0a58c47154229b9f8d603ac40d3500248507",
                },
            ],
        )
        self.assertEqual([key["subject"] for key in trust["kek"]][-1], "Microsoft Corporation KEK CA 2011")
        self.assertEqual([key["subject"] for key in trust["pk"]], ["Debian UEFI Secure Boot (PK/KEK key)"])
        self.assertEqual(trust["dbx"]["certificates"], [])
        self.assertEqual(trust["dbx"]["hashes"], ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"])

    def test_tells_every_kind_of_revocation(self) -> None:
        version = lambda minor, major: b"\x01" + UUID("9d132b61-59d5-4388-ab1c-185c3cb2eb92").bytes_le + struct.pack(
            "<HH11x", minor, major
        )
        dbx = signature_list(SHA256, bytes([0xAB]) * 32, version(0, 7), version(9, 2))
        dbx += signature_list(X509, der("MicrosoftWindowsProductionPCA2011"))
        dbx += signature_list(X509_SHA256, bytes([0xCD]) * 32 + bytes(16))
        found = firmware_trust(self.root({"dbx": dbx, "SecureBoot": b"\1"}))["dbx"]
        self.assertEqual(found["hashes"][0], "ab" * 32)
        self.assertEqual([item["subject"] for item in found["certificates"]], ["Microsoft Windows Production PCA 2011"])
        self.assertEqual(found["certificateHashes"], ["cd" * 32])
        self.assertEqual(found["bootManagerSvn"], "7.0")

    def test_reads_digests_that_are_trusted(self) -> None:
        trust = firmware_trust(self.root({"db": signature_list(SHA256, bytes(32), bytes([1]) * 32)}))
        self.assertEqual(trust["dbHashes"], ["00" * 32, "01" * 32])

    def test_firmware_without_keys_or_without_secure_boot_refuses_nothing(self) -> None:
        self.assertEqual(firmware_trust(self.root({"SecureBoot": b"\1", "SetupMode": b"\1"}))["secureBoot"], "disabled")
        nothing = {
            "firmware": "bios",
            "secureBoot": "unsupported",
            "db": [],
            "dbHashes": [],
            "dbx": {"hashes": [], "certificates": [], "certificateHashes": [], "bootManagerSvn": None},
            "kek": [],
            "pk": [],
        }
        self.assertEqual(firmware_trust(Path("/nowhere")), nothing)

    def test_a_variable_that_is_cut_off_is_no_list_without_revocations(self) -> None:
        dbx = signature_list(SHA256, bytes(32))
        with self.assertRaisesRegex(AgentError, "dbx cannot be read: a list of 76 bytes in 70") as caught:
            firmware_trust(self.root({"dbx": dbx[:70], "SecureBoot": b"\1"}))
        self.assertEqual(caught.exception.kind, "operator")

    def test_the_command_reads_this_pc(self) -> None:
        log = io.StringIO()
        root = self.root({"db": signature_list(X509, der("WindowsUEFICA2023"))})
        with mock.patch.object(command, "Path", lambda _: root):
            trust = command.run({}, Report(log))
        self.assertEqual([item["subject"] for item in trust["db"]], ["Windows UEFI CA 2023"])
        self.assertIn("trusted: Windows UEFI CA 2023; 0 entries revoked", log.getvalue())


if __name__ == "__main__":
    unittest.main()
