"""update-authorities, against a firmware that appends as UEFI does; updates are signed by openssl.

On virtual firmware (OVMF with Microsoft's keys) it was tried with the files that microsoft/secureboot_objects publishes.
"""

import errno
import hashlib
import io
import struct
import tempfile
import unittest
from pathlib import Path
from unittest import mock
from uuid import UUID

from etabli_agent import authority_update
from etabli_agent.authority_update import read_update
from etabli_agent.commands import update_authorities
from etabli_agent.errors import AgentError
from etabli_agent.firmware_trust import firmware_trust
from etabli_agent.report import Report

from .fake_root import plant
from .loop_disk import command
from .test_authorities import SHA256, X509, der, signature_list

DB = "sys/firmware/efi/efivars/db-d719b2cb-3d3a-4596-a3bc-dad00e67656f"
KEK = "sys/firmware/efi/efivars/KEK-8be4df61-93ca-11d2-aa0d-00e098032b8c"
DBX = DB.replace("db-", "dbx-")
X509_SHA256 = "3bd2a492-96c0-4079-b420-fcf98ef103ed"
# The entry of the lowest security version of Windows' boot manager: a version byte, then its GUID.
BOOT_MANAGER = b"\x01" + UUID("9d132b61-59d5-4388-ab1c-185c3cb2eb92").bytes_le
PKCS_7 = bytes.fromhex("9dd2af4adf68ee498aa9347d375665a7")
NEW, OLD = "Windows UEFI CA 2023", "Microsoft Windows Production PCA 2011"

# Before a test puts a firmware in its place.
_APPEND = authority_update.append


class UpdateAuthoritiesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.key("vendor")
        self.root = plant(
            Path(self.enterContext(tempfile.TemporaryDirectory())),
            {
                DB: b"\x27\0\0\0" + signature_list(X509, der("MicrosoftWindowsProductionPCA2011")),
                KEK: b"\x27\0\0\0" + signature_list(X509, self.certificate("vendor")),
            },
        )
        self.updates: dict[str, bytes] = {}
        self.written: list[str] = []
        self.enterContext(mock.patch.object(update_authorities, "Path", lambda _: self.root))
        self.enterContext(mock.patch.object(update_authorities, "fetch_whole", lambda url, *_: self.updates[url]))
        self.enterContext(mock.patch.object(authority_update, "append", self.append))

    def append(self, path: Path, data: bytes) -> None:
        """Firmware keeps what is signed, behind what it has."""
        self.written.append(path.name)
        (length,) = struct.unpack_from("<I", data, 16)
        path.write_bytes(path.read_bytes() + data[16 + length :])

    def key(self, name: str) -> None:
        files = ["-keyout", f"{self.folder}/{name}.key", "-out", f"{self.folder}/{name}.pem"]
        kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        command("openssl", "req", "-x509", *kind, "-days", "1", "-subj", f"/CN={name}", *files)

    def certificate(self, name: str) -> bytes:
        command("openssl", "x509", "-in", f"{self.folder}/{name}.pem", "-outform", "DER", "-out", f"{self.folder}/der")
        return Path(f"{self.folder}/der").read_bytes()

    def signed(self, name: str, content: bytes) -> bytes:
        """EFI_VARIABLE_AUTHENTICATION_2: the time, then the signature without its outer wrapping, then the content."""
        Path(f"{self.folder}/content").write_bytes(content)
        who = ["-signer", f"{self.folder}/{name}.pem", "-inkey", f"{self.folder}/{name}.key", "-md", "sha256"]
        form = ["-outform", "DER", "-binary", "-noattr", "-in", f"{self.folder}/content", "-out", f"{self.folder}/cms"]
        command("openssl", "cms", "-sign", *who, *form)
        wrapped = Path(f"{self.folder}/cms").read_bytes()
        inner = wrapped[wrapped.index(bytes.fromhex("06092a864886f70d010702")) + 11 :]
        data = inner[4:] if inner[1] == 0x82 else inner[2:]
        head = struct.pack("<IHH", 24 + len(data), 0x200, 0x0EF1) + PKCS_7
        return bytes.fromhex("da070306131115000000000000000000") + head + data + content

    def offer(self, name: str, variable: str = "db", content: bytes = b"") -> dict:
        content = content or signature_list(X509, der("WindowsUEFICA2023"))
        url = f"http://server/{len(self.updates)}"
        self.updates[url] = self.signed(name, content)
        return {"variable": variable, "url": url, "sha256": hashlib.sha256(self.updates[url]).hexdigest()}

    def update(self, *items: dict) -> list[dict]:
        return update_authorities.run({"updates": list(items)}, Report(io.StringIO()))["updates"]

    def trusted(self) -> list[str]:
        return [item["subject"] for item in firmware_trust(self.root)["db"]]

    def test_adds_an_authority_to_those_that_were_trusted(self) -> None:
        item = self.offer("vendor")
        self.assertEqual(
            self.update(item),
            [{"variable": "db", "sha256": item["sha256"], "status": "updated", "adds": [NEW], "signers": ["vendor"]}],
        )
        self.assertEqual(self.trusted(), [OLD, NEW])

    def test_run_again_changes_nothing(self) -> None:
        item = self.offer("vendor")
        self.update(item)
        self.assertEqual(self.update(item)[0]["status"], "unchanged")
        self.assertEqual((self.trusted(), len(self.written)), ([OLD, NEW], 1))

    def test_does_not_ask_firmware_for_what_its_keys_do_not_allow(self) -> None:
        self.key("stranger")
        self.assertEqual(self.update(self.offer("stranger"))[0]["status"], "not-allowed")
        self.assertEqual((self.trusted(), self.written), ([OLD], []))

    def test_a_refusal_of_firmware_is_no_success(self) -> None:
        item = self.offer("vendor")
        for number, found in ((errno.EACCES, "not-allowed"), (errno.EINVAL, "not-allowed")):
            with mock.patch.object(authority_update, "append", side_effect=OSError(number, "refused")):
                self.assertEqual(self.update(item)[0]["status"], found)
        with mock.patch.object(authority_update, "append", side_effect=OSError(errno.ENOSPC, "full")):
            with self.assertRaisesRegex(AgentError, "did not take the update of db: No space left") as caught:
                self.update(item)
        self.assertEqual(caught.exception.kind, "operator")

    def test_firmware_that_says_yes_and_keeps_nothing_is_found_out(self) -> None:
        with mock.patch.object(authority_update, "append"), self.assertRaisesRegex(AgentError, "did not keep it"):
            self.update(self.offer("vendor"))

    def test_keys_come_first_since_they_sign_the_others(self) -> None:
        items = [self.offer("vendor", "dbx", signature_list(SHA256, bytes(32))), self.offer("vendor")]
        (self.root / DB.replace("db-", "dbx-")).write_bytes(b"\x27\0\0\0")
        found = self.update(*items)
        self.assertEqual([(one["variable"], one["adds"]) for one in found], [("db", [NEW]), ("dbx", ["1 digests"])])
        self.assertEqual(firmware_trust(self.root)["dbx"]["hashes"], ["00" * 32])

    def revocations(self, signer: str) -> dict[str, dict]:
        """Each of them ends the start of a Windows that the authority of 2011 signed."""
        authority = signature_list(X509, der("MicrosoftWindowsProductionPCA2011"))
        by_digest = signature_list(X509_SHA256, bytes(48))
        version = signature_list(SHA256, BOOT_MANAGER + bytes([0, 0, 7, 0]) + bytes(11))
        kinds = {"certificate": authority, "digest of a certificate": by_digest, "version": version}
        return {name: self.offer(signer, "dbx", content) for name, content in kinds.items()}

    def test_revokes_nothing_of_2011_where_the_authority_of_2023_was_not_taken(self) -> None:
        self.key("stranger")
        (self.root / DBX).write_bytes(b"\x27\0\0\0")
        for name, item in self.revocations("vendor").items():
            with self.subTest(name):
                found = self.update(item, self.offer("stranger"))
                self.assertEqual([one["status"] for one in found], ["not-allowed", "withheld"])
                cause = found[1]["cause"]
                self.assertEqual(cause["en"], f"this firmware does not trust {NEW} (db): Windows would no longer start")
                self.assertIn(f"ne connaît pas {NEW} (db)", cause["fr"])
                alone = self.update(item)
                self.assertEqual([one["status"] for one in alone], ["withheld"])
        self.assertEqual(self.written, [])

    def test_revokes_the_authority_of_2011_once_firmware_holds_that_of_2023(self) -> None:
        (self.root / DBX).write_bytes(b"\x27\0\0\0")
        item = self.revocations("vendor")["certificate"]
        found = self.update(item, self.offer("vendor"))
        self.assertEqual([(one["variable"], one["status"]) for one in found], [("db", "updated"), ("dbx", "updated")])
        self.assertNotIn("cause", found[1])
        self.assertEqual([one["subject"] for one in firmware_trust(self.root)["dbx"]["certificates"]], [OLD])

    def test_a_revocation_that_is_there_already_is_unchanged(self) -> None:
        content = signature_list(X509, der("MicrosoftWindowsProductionPCA2011"))
        (self.root / DBX).write_bytes(b"\x27\0\0\0" + content)
        self.assertEqual(self.update(self.offer("vendor", "dbx", content))[0]["status"], "unchanged")

    def test_digests_of_single_files_need_no_new_authority(self) -> None:
        (self.root / DBX).write_bytes(b"\x27\0\0\0")
        item = self.offer("vendor", "dbx", signature_list(SHA256, bytes(32)))
        self.assertEqual(self.update(item)[0]["status"], "updated")

    def test_what_is_no_signed_update_is_refused_before_anything_is_written(self) -> None:
        good, bad = self.offer("vendor"), self.offer("vendor")
        for data in (b"", b"x" * 100, self.updates[bad["url"]][:200]):
            self.updates[bad["url"]] = data
            with self.subTest(len(data)), self.assertRaisesRegex(AgentError, "it is no signed update"):
                self.update(good, bad)
        with self.assertRaisesRegex(AgentError, "unknown variable"):
            self.update(good, good | {"variable": "PK"})
        self.assertEqual(self.written, [])

    def test_an_update_is_one_write_with_the_attributes_that_append(self) -> None:
        path = Path(f"{self.folder}/variable")
        path.write_bytes(b"")
        with mock.patch.object(authority_update, "run") as ran, mock.patch.object(authority_update.os, "write") as wrote:
            _APPEND(path, b"update")
        self.assertEqual(ran.call_args.args[0], ["chattr", "-i", str(path)])
        self.assertEqual([call.args[1] for call in wrote.call_args_list], [b"\x67\0\0\0update"])

    def test_reads_who_signed_and_what_is_added(self) -> None:
        update = read_update(self.signed("vendor", signature_list(SHA256, bytes(32), bytes([1]) * 32)))
        self.assertEqual((update.signers, len(update.added)), (["vendor"], 2))


if __name__ == "__main__":
    unittest.main()
