"""The firmware's boot entries, against a firmware that answers as efibootmgr does."""

import io
import unittest
from unittest import mock

from etabli_agent import boot_entries
from etabli_agent.commands.install_boot import write_kernel_consoles
from etabli_agent.errors import AgentError
from etabli_agent.report import Report

LISTING = """BootCurrent: 0002
Timeout: 3 seconds
BootOrder: 0002,0000,0007
Boot0000* UiApp\tFvVol(7cb8bdc9)/FvFile(462caa21)
Boot0002* UEFI PXEv4 (MAC:525400123456)\tPciRoot(0x0)/Pci(0x3,0x0)/MAC(525400123456,1)
Boot0007* debian\tHD(1,GPT,5c1f59cc,0x800,0x100000)/\\EFI\\debian\\shimx64.efi
"""


class Firmware:
    """Boot variables, changed by efibootmgr's own options. `forgets`: it does not keep BootOrder.

    An entry with data for its loader is also a file in the folder `variables`, as efivarfs shows it.
    """

    def __init__(self, forgets: bool = False, variables: str = ""):
        self.made: dict[str, object] = {}
        self.paths: dict[str, str] = {}
        self.devices: dict[str, str] = {}
        self.variables, self.drops_data = variables, False
        self.entries = {"0000": "UiApp", "0002": "UEFI PXEv4 (MAC:525400123456)", "0007": "debian"}
        self.order, self.next, self.forgets = ["0002", "0000", "0007"], None, forgets

    def run(self, arguments: list[str], input: bytes | None = None, **_: object) -> str:
        if arguments[0] == "blkid":
            return self.devices.get(arguments[2], "")
        options = arguments[1:]
        value = lambda name: options[options.index(name) + 1]
        if "-B" in options:
            del self.entries[value("-b")]
            self.order.remove(value("-b"))
        elif "-c" in options:
            self.entries["0001"] = value("-L")
            self.order.insert(0, "0001")
            self.made = {"-l": value("-l"), "data": input}
            if input:
                with open(f"{self.variables}/Boot0001-8be4df61-93ca-11d2-aa0d-00e098032b8c", "wb") as file:
                    file.write(b"\x07\0\0\0entry" + (b"" if self.drops_data else input))
        elif "-o" in options and not self.forgets:
            self.order = value("-o").split(",")
        elif "-n" in options:
            self.next = value("-n")
        lines = [f"BootNext: {self.next}"] if self.next else []
        order = ["0002", "0001"] if self.forgets else self.order
        lines += ["BootCurrent: 0002", f"BootOrder: {','.join(order)}"]
        return "\n".join([*lines, *(self.line(number) for number in self.entries)]) + "\n"

    def line(self, number: str) -> str:
        return f"Boot{number}* {self.entries[number]}\t{self.paths.get(number, 'HD(1)')}"


class BootEntriesTest(unittest.TestCase):
    def put_first(self, firmware: Firmware) -> dict:
        self.enterContext(mock.patch.object(boot_entries, "run", firmware.run))
        self.enterContext(mock.patch.object(boot_entries, "mount_points", lambda _: [(boot_entries.EFIVARS, 1)]))
        return boot_entries.put_first("/dev/nvme0n1", 1, "debian", "\\EFI\\debian\\shimx64.efi", Report(io.StringIO()))

    def test_reads_what_efibootmgr_prints(self) -> None:
        found = boot_entries.parse(LISTING)
        self.assertEqual(found["order"], ["0002", "0000", "0007"])
        self.assertEqual((found["next"], found["current"]), (None, "0002"))
        self.assertEqual(
            found["entries"], {"0000": "UiApp", "0002": "UEFI PXEv4 (MAC:525400123456)", "0007": "debian"}
        )

    def test_replaces_the_old_entry_and_puts_the_disk_first(self) -> None:
        firmware = Firmware()
        result = self.put_first(firmware)
        self.assertEqual(result["bootOrder"], ["0001", "0002", "0000"])
        self.assertEqual((result["entry"], result["bootNext"]), ("0001", "0001"))
        self.assertNotIn("0007", firmware.entries)

    def test_leaves_the_same_system_on_another_disk_of_the_pc_its_entry(self) -> None:
        firmware = Firmware()
        own, other, gone = ("5c1f59cc-0000-4000-8000-00000000000" + digit for digit in "123")
        for number, partition in (("0007", own), ("0008", other), ("0009", gone)):
            firmware.entries[number] = "debian"
            firmware.paths[number] = f"HD(1,GPT,{partition},0x800,0x100000)/\\EFI\\debian\\shimx64.efi"
        firmware.order += ["0008", "0009"]
        firmware.devices = {f"PARTUUID={own}": "/dev/nvme0n1p1\n", f"PARTUUID={other}": "/dev/sda1\n"}
        result = self.put_first(firmware)
        self.assertEqual(result["bootOrder"], ["0001", "0002", "0000", "0008"])
        self.assertEqual(sorted(firmware.entries), ["0000", "0001", "0002", "0008"])

    def test_says_so_when_the_firmware_does_not_keep_the_order(self) -> None:
        with self.assertRaises(AgentError) as caught:
            self.put_first(Firmware(forgets=True))
        self.assertEqual(caught.exception.kind, "operator")
        self.assertIn("BootOrder 0002,0001", caught.exception.en)

    def test_a_console_cannot_carry_anything_else_into_grub(self) -> None:
        for console in ('tty0"; reboot; "', "ttyS0 init=/bin/sh", "$(id)", ""):
            with self.subTest(console), self.assertRaises(AgentError):
                write_kernel_consoles("/nonexistent", [console])


if __name__ == "__main__":
    unittest.main()
