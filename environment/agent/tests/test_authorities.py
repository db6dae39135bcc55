"""Whose signatures firmware takes, from variables as firmware keeps them, with Microsoft's own certificates."""

import ssl
import struct
import tempfile
import unittest
from pathlib import Path
from uuid import UUID

from etabli_agent.inventory.authorities import authorities
from etabli_agent.inventory.board import firmware

from .fake_root import plant

CERTIFICATES = Path("/usr/lib/python3/dist-packages/virt/firmware/certs")
DB = "sys/firmware/efi/efivars/db-d719b2cb-3d3a-4596-a3bc-dad00e67656f"
X509, SHA256 = "a5c059a1-94e4-4aa7-87b5-ab155c2bf072", "c1c41626-504c-4092-aca9-41f936934328"


def der(name: str) -> bytes:
    text = (CERTIFICATES / f"{name}.pem").read_text(encoding="utf-8")
    return ssl.PEM_cert_to_DER_cert(text[text.index("-----BEGIN") :])


def signature_list(kind: str, *values: bytes) -> bytes:
    size = 16 + len(values[0])
    entries = b"".join(bytes(16) + value for value in values)
    return UUID(kind).bytes_le + struct.pack("<III", 28 + len(entries), 0, size) + entries


class AuthoritiesTest(unittest.TestCase):
    def root(self, value: bytes) -> Path:
        return plant(Path(self.enterContext(tempfile.TemporaryDirectory())), {DB: b"\x27\0\0\0" + value})

    def told(self, value: bytes) -> list[str] | None:
        return authorities(self.root(value))

    def test_names_every_certificate_once_and_no_digest(self) -> None:
        both = signature_list(X509, der("MicrosoftCorporationUEFICA2011")) + signature_list(SHA256, bytes(32), bytes(32))
        both += signature_list(X509, der("WindowsUEFICA2023")) + signature_list(X509, der("MicrosoftUEFICA2023"))
        both += signature_list(X509, der("WindowsUEFICA2023"))
        self.assertEqual(
            self.told(both),
            ["Microsoft Corporation UEFI CA 2011", "Windows UEFI CA 2023", "Microsoft UEFI CA 2023"],
        )

    def test_is_none_where_firmware_tells_none_and_empty_where_it_trusts_nobody(self) -> None:
        self.assertIsNone(authorities(Path("/nowhere")))
        self.assertEqual(self.told(b""), [])

    def test_a_variable_that_is_cut_off_or_holds_no_certificate_is_no_error(self) -> None:
        whole = signature_list(X509, der("MicrosoftUEFICA2023"))
        self.assertEqual(self.told(whole + whole[:-1]), ["Microsoft UEFI CA 2023"])
        self.assertEqual(self.told(signature_list(X509, b"no certificate")), ["?"])
        self.assertEqual(self.told(UUID(X509).bytes_le + struct.pack("<III", 0, 0, 0)), [])

    def test_is_part_of_what_an_inventory_tells_of_the_firmware(self) -> None:
        root = self.root(signature_list(X509, der("MicrosoftUEFICA2023")))
        self.assertEqual(firmware(root)["authorities"], ["Microsoft UEFI CA 2023"])


if __name__ == "__main__":
    unittest.main()
