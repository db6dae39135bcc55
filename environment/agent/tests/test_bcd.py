"""The boot store of Windows, read back by reged (chntpw), which shares no code with hivex, and by hivexsh.

Expectations are the published element formats and the bytes of devices in stores that bcdedit made.
"""

import subprocess
import tempfile
import unittest
from dataclasses import replace
from uuid import UUID

from etabli_agent.bcd import Store, objects_of, write_store
from etabli_agent.bcd_elements import Place, encode_element, partition_device, ram_disk_device

from .loop_disk import command

DISK = UUID("6e1f7c46-0639-4386-82e3-e20c98948025")
SYSTEM = Place(DISK, UUID("11223344-5566-7788-99aa-bbccddeeff00"))
WINDOWS = Place(DISK, UUID("f89bda0b-8a9f-472a-aac8-8044fadfb240"))
UEFI = Store("uefi", SYSTEM, WINDOWS, "fr-FR", "Windows 11", memory_test=True, recovery=True)
BIOS = Store("bios", Place(0xB3EBA8F1, 1 << 20), Place(0xB3EBA8F1, 0x15F00000), "en-US", "Windows 10")

# A partition on GPT: no options, type 6, size 48h, the partition, a hard disk with GPT, the disk.
GPT_HEAD = "00000000000000000000000000000000" "06000000" "00000000" "48000000" "00000000"
GPT_TAIL = "00000000" "00000000" "467c1f6e3906864382e3e20c98948025" "00000000000000000000000000000000"
WINDOWS_HEX = GPT_HEAD + "0bda9bf89f8a2a47aac88044fadfb240" + GPT_TAIL
SYSTEM_HEX = GPT_HEAD + "4433221166558877" "99aabbccddeeff00" + GPT_TAIL



class DeviceTest(unittest.TestCase):
    def test_an_mbr_partition_has_the_bytes_that_bcdedit_wrote_for_it(self) -> None:
        # "Devices Partition - Data" of mistyprojects.co.uk: signature b3eba8f1, 368050176 bytes from the start.
        published = (
            "00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,06,00,00,00,00,00,00,00,48,00,00,00,00,00,00,00,"
            "00,00,f0,15,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,01,00,00,00,f1,a8,eb,b3,"
            "00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00"
        )
        found = partition_device(Place(0xB3EBA8F1, 368050176))
        self.assertEqual(found.hex(","), published)

    def test_a_ram_disk_has_the_bytes_of_installation_media(self) -> None:
        # A store of bcdedit: ramdisk=[partition]\sources\boot.wim,{7619dcc8-fafe-11d9-b411-000476eba25f}
        published = (
            "c8,dc,19,76,fe,fa,d9,11,b4,11,00,04,76,eb,a2,5f,00,00,00,00,01,00,00,00,a0,00,00,00,00,00,00,00,"
            "03,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,00,01,00,00,00,78,00,00,00,"
            "05,00,00,00,06,00,00,00,00,00,00,00,48,00,00,00,00,00,00,00,0b,da,9b,f8,9f,8a,2a,47,aa,c8,80,44,"
            "fa,df,b2,40,00,00,00,00,00,00,00,00,46,7c,1f,6e,39,06,86,43,82,e3,e2,0c,98,94,80,25,00,00,00,00,"
            "00,00,00,00,00,00,00,00,00,00,00,00,5c,00,73,00,6f,00,75,00,72,00,63,00,65,00,73,00,5c,00,62,00,"
            "6f,00,6f,00,74,00,2e,00,77,00,69,00,6d,00,00,00"
        )
        found = ram_disk_device("{7619dcc8-fafe-11d9-b411-000476eba25f}", WINDOWS, "\\sources\\boot.wim")
        self.assertEqual(found.hex(","), published)

    def test_an_element_takes_only_data_of_its_own_format(self) -> None:
        self.assertEqual(encode_element(0x25000004, 30), ("REG_BINARY", bytes([30, 0, 0, 0, 0, 0, 0, 0])))
        self.assertEqual(encode_element(0x16000009, True), ("REG_BINARY", b"\x01"))
        self.assertEqual(encode_element(0x17000077, [0x15000075]), ("REG_BINARY", bytes.fromhex("7500001500000000")))
        for number, value in ((0x25000004, True), (0x16000009, 1), (0x12000002, b"x"), (0x14000006, "{x}")):
            with self.subTest(number), self.assertRaises(ValueError):
                encode_element(number, value)


class StoreTest(unittest.TestCase):
    def written(self, store: Store) -> str:
        path = f"{self.enterContext(tempfile.TemporaryDirectory())}/BCD"
        write_store(path, store)
        return path

    def read(self, store: Store) -> dict[str, dict[str, str]]:
        """{object: {element: data}} as reged exports it; own identifiers by their role."""
        path = self.written(store)
        command("reged", "-x", path, "B", "\\", f"{path}.reg")
        with open(f"{path}.reg", encoding="utf-8", newline="") as file:
            text = file.read().replace("\r", "").replace("\\\n  ", "")
        found: dict[str, dict[str, str]] = {}
        key = ""
        for line in text.split("\n")[1:]:
            if line.startswith("["):
                key = line[1:-1]
            elif line and key.startswith("B\\Objects\\"):
                name, what, *element = key.split("\\")[2:]
                found.setdefault(self.role(store, name), {})[(element or [what])[0]] = self.plain(store, line)
            elif line:
                found.setdefault(key, {})[line.split("=")[0]] = line.split("=")[1]
        return found

    def role(self, store: Store, text: str) -> str:
        for role in ("loader", "resume", "recovery", "ramdisk"):
            text = text.replace(store.identifier(role), f"<{role}>").replace(
                UUID(store.identifier(role)).bytes_le.hex(), f"<{role}>"
            )
        return text

    def plain(self, store: Store, line: str) -> str:
        data = line.split("=", 1)[1]
        if data.startswith("hex(7):"):
            listed = bytes.fromhex(data[7:].replace(",", "")).decode("utf-16le").rstrip("\0").split("\0")
            return self.role(store, " ".join(listed))
        return self.role(store, data.removeprefix("hex:").replace(",", "").replace("\\\\", "\\").strip('"'))

    def test_a_store_for_uefi_has_these_objects_with_these_elements(self) -> None:
        recovery = (
            "<ramdisk>" "00000000" "01000000" "c6000000" "00000000"
            "03000000" "0000000000000000" "0000000000000000" "00000000"
            "01000000" "9e000000" "05000000" + WINDOWS_HEX[32:]
            + "\\Windows\\System32\\Recovery\\Winre.wim\0".encode("utf-16le").hex()
        )
        own = {
            "B\\Description": {
                '"KeyName"': '"BCD00000000"',
                '"System"': "dword:00000001",
                '"TreatAsSystem"': "dword:00000001",
            },
            "{9dea862c-5cdd-4e70-acc1-f32b344d4795}": {
                "Description": "dword:10100002",
                "11000001": SYSTEM_HEX,
                "12000002": "\\EFI\\Microsoft\\Boot\\bootmgfw.efi",
                "12000004": "Windows Boot Manager",
                "12000005": "fr-FR",
                "14000006": "{7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e}",
                "23000003": "<loader>",
                "23000006": "<resume>",
                "24000001": "<loader>",
                "24000010": "{b2721d73-1db4-4c62-bf78-c548a880142d}",
                "25000004": "1e00000000000000",
            },
            "<loader>": {
                "Description": "dword:10200003",
                "11000001": WINDOWS_HEX,
                "12000002": "\\Windows\\system32\\winload.efi",
                "12000004": "Windows 11",
                "12000005": "fr-FR",
                "14000006": "{6efb52bf-1766-41db-a6b3-0ee5eff72bd7}",
                "14000008": "<recovery>",
                "15000066": "0300000000000000",
                "16000009": "01",
                "16000060": "01",
                "17000077": "7500001500000000",
                "21000001": WINDOWS_HEX,
                "22000002": "\\Windows",
                "23000003": "<resume>",
                "25000020": "0000000000000000",
                "250000c2": "0100000000000000",
            },
            "<resume>": {
                "Description": "dword:10200004",
                "11000001": WINDOWS_HEX,
                "12000002": "\\Windows\\system32\\winresume.efi",
                "12000004": "Windows Resume Application",
                "12000005": "fr-FR",
                "14000006": "{1afa9c49-16ab-4a5c-901b-212802da9460}",
                "14000008": "<recovery>",
                "15000066": "0300000000000000",
                "16000009": "01",
                "16000060": "01",
                "17000077": "7500001500000000",
                "21000001": WINDOWS_HEX,
                "22000002": "\\hiberfil.sys",
                "25000008": "0100000000000000",
            },
            "<recovery>": {
                "Description": "dword:10200003",
                "11000001": recovery,
                "12000002": "\\Windows\\system32\\winload.efi",
                "12000004": "Windows Recovery Environment",
                "12000005": "fr-FR",
                "14000006": "{6efb52bf-1766-41db-a6b3-0ee5eff72bd7}",
                "15000065": "0300000000000000",
                "21000001": recovery,
                "22000002": "\\Windows",
                "25000020": "0000000000000000",
                "250000c2": "0100000000000000",
                "26000022": "01",
            },
            "<ramdisk>": {
                "Description": "dword:30000000",
                "12000004": "Windows Recovery",
                "31000003": WINDOWS_HEX,
                "32000004": "\\Windows\\Boot\\DVD\\EFI\\boot.sdi",
            },
            "{b2721d73-1db4-4c62-bf78-c548a880142d}": {
                "Description": "dword:10200005",
                "11000001": SYSTEM_HEX,
                "12000002": "\\EFI\\Microsoft\\Boot\\memtest.efi",
                "12000004": "Windows Memory Diagnostic",
                "12000005": "fr-FR",
                "14000006": "{7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e}",
                "1600000b": "01",
            },
        }
        settings = {
            "{0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9}": {"Description": "dword:20100000", "16000020": "00"},
            "{1afa9c49-16ab-4a5c-901b-212802da9460}": {
                "Description": "dword:20200004",
                "14000006": "{7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e}",
            },
            "{4636856e-540f-4170-a130-a84776f4c654}": {"Description": "dword:20100000", "15000011": "0400000000000000"},
            "{5189b25c-5558-4bf2-bca4-289b11bd29e2}": {"Description": "dword:20100000"},
            "{6efb52bf-1766-41db-a6b3-0ee5eff72bd7}": {
                "Description": "dword:20200003",
                "14000006": "{7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e} {7ff607e0-4395-11db-b0de-0800200c9a66}",
            },
            "{7ea2e1ac-2e61-4728-aaa3-896d9d0a9f0e}": {
                "Description": "dword:20100000",
                "14000006": "{4636856e-540f-4170-a130-a84776f4c654} {0ce4991b-e6b3-4b16-b23c-5e0d9250e5d9} "
                "{5189b25c-5558-4bf2-bca4-289b11bd29e2}",
            },
            "{7ff607e0-4395-11db-b0de-0800200c9a66}": {
                "Description": "dword:20200003",
                "250000f3": "0000000000000000",
                "250000f4": "0100000000000000",
                "250000f5": "00c2010000000000",
            },
        }
        found = self.read(UEFI)
        self.maxDiff = None
        for name, elements in (own | settings).items():
            with self.subTest(name):
                self.assertEqual(found.get(name), elements)
        self.assertEqual(sorted(found), sorted(own | settings))

    def test_hivexsh_reads_the_same(self) -> None:
        path = self.written(UEFI)
        script = "cd Objects\\{9dea862c-5cdd-4e70-acc1-f32b344d4795}\\Elements\\25000004\nlsval\n"
        done = subprocess.run(["hivexsh", path], input=script, capture_output=True, text=True, check=True)
        self.assertEqual(done.stdout.strip(), '"Element"=hex(3):1e,00,00,00,00,00,00,00')

    def test_a_store_for_bios_has_the_programs_and_the_partitions_of_bios(self) -> None:
        found = self.read(BIOS)
        windows = (
            "00000000000000000000000000000000" "06000000" "00000000" "48000000" "00000000"
            "0000f015000000000000000000000000" "00000000" "01000000"
            "f1a8ebb3000000000000000000000000" "00000000000000000000000000000000"
        )
        manager, loader = found["{9dea862c-5cdd-4e70-acc1-f32b344d4795}"], found["<loader>"]
        self.assertNotIn("12000002", manager)
        self.assertEqual(manager["11000001"], windows.replace("0000f015", "00001000"))
        self.assertEqual((loader["11000001"], loader["21000001"]), (windows, windows))
        self.assertEqual(loader["12000002"], "\\Windows\\system32\\winload.exe")
        self.assertEqual(found["<resume>"]["12000002"], "\\Windows\\system32\\winresume.exe")
        self.assertEqual(found["<resume>"]["26000006"], "00")
        self.assertNotIn("16000060", loader)

    def test_names_neither_a_recovery_nor_a_memory_test_that_is_not_there(self) -> None:
        found = self.read(replace(UEFI, memory_test=False, recovery=False))
        self.assertEqual(sorted(name for name in found if name.startswith("<")), ["<loader>", "<resume>"])
        self.assertNotIn("{b2721d73-1db4-4c62-bf78-c548a880142d}", found)
        self.assertNotIn("24000010", found["{9dea862c-5cdd-4e70-acc1-f32b344d4795}"])
        for number in ("14000008", "15000066", "16000009"):
            self.assertNotIn(number, found["<loader>"])

    def test_written_twice_has_the_same_bytes_and_on_another_disk_other_identifiers(self) -> None:
        def content(store: Store) -> bytes:
            with open(self.written(store), "rb") as file:
                return file.read()

        first = content(UEFI)
        self.assertEqual(content(UEFI), first)
        other = replace(UEFI, windows=Place(DISK, UUID(int=7)))
        for role in ("loader", "resume", "recovery", "ramdisk"):
            self.assertNotEqual(other.identifier(role), UEFI.identifier(role))
        ours = WINDOWS.partition.bytes_le.hex()
        theirs = UUID(int=7).bytes_le.hex()
        found = {name: {key: text.replace(theirs, ours) for key, text in elements.items()}
                 for name, elements in self.read(other).items()}
        self.assertEqual(found, self.read(UEFI))

    def test_another_store_takes_the_place_of_an_earlier_one(self) -> None:
        path = self.written(UEFI)
        with open(path, "wb") as file:
            file.write(b"half a store")
        write_store(path, UEFI)
        with open(path, "rb") as found, open(self.written(UEFI), "rb") as expected:
            self.assertEqual(found.read(), expected.read())


if __name__ == "__main__":
    unittest.main()
