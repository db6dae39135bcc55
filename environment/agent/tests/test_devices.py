"""The devices of a PC with Windows' identifiers, and which of them its disks hang on, from trees like those of real PCs."""

import unittest
from unittest import mock

from etabli_agent.errors import AgentError
from etabli_agent.inventory import devices
from etabli_agent.inventory.device_ids import express_type

from .fake_root import plant
from .test_inventory import Roots


def config_space(*capabilities: bytes) -> bytes:
    """256 bytes of configuration space with these capabilities, each as (id, 0, data)."""
    space = bytearray(256)
    if not capabilities:
        return bytes(space)
    space[0x06], space[0x34] = 0x10, 0x40
    at = 0x40
    for number, capability in enumerate(capabilities):
        space[at : at + len(capability)] = capability
        space[at + 1] = at + 16 if number + 1 < len(capabilities) else 0
        at += 16
    return bytes(space)


POWER = b"\x01\x00\x03\x00"
ENDPOINT = b"\x10\x00\x02\x00"
IN_ROOT_COMPLEX = b"\x10\x00\x92\x00"


def function(path: str, numbers: str, config: bytes = b"", driver: str = "") -> dict:
    """A PCI function at `path` of /sys/devices; numbers: vendor device subsystem-vendor subsystem-device revision class."""
    names = ("vendor", "device", "subsystem_vendor", "subsystem_device", "revision", "class")
    folder, slot = f"sys/devices/{path}", path.rsplit("/", 1)[-1]
    files = {f"{folder}/{name}": f"0x{value}\n" for name, value in zip(names, numbers.split())}
    files[f"{folder}/config"] = config or config_space()
    files[f"sys/bus/pci/devices/{slot}"] = f"->{folder}"
    if driver:
        files[f"{folder}/driver"] = f"->sys/bus/pci/drivers/{driver}"
    return files


def disk(path: str) -> dict:
    return {f"sys/block/{path.rsplit('/', 1)[-1]}": f"->sys/devices/{path}"}


class Devices(Roots):
    def found(self, *trees: dict, listing: dict | None = None) -> list[dict]:
        for tree in trees:
            plant(self.root, tree)
        return devices.devices(self.root, listing or {})

    def test_an_nvme_disk_hangs_on_its_own_function(self):
        found = self.found(
            function("pci0000:00/0000:00:1d.0/0000:03:00.0", "144d a80a 144d a801 00 010802", config_space(POWER, ENDPOINT), "nvme"),
            function("pci0000:00/0000:00:1d.0", "8086 7a38 1028 0b05 11 060400", config_space(b"\x10\x00\x42\x01")),
            disk("pci0000:00/0000:00:1d.0/0000:03:00.0/nvme/nvme0/nvme0n1"),
            listing={"0000:03:00.0": {"vendor": "Samsung Electronics Co Ltd", "device": "NVMe SSD Controller 980"}},
        )
        self.assertEqual([device["slot"] for device in found], ["0000:00:1d.0", "0000:03:00.0"])
        self.assertEqual(
            found[1],
            {
                "bus": "pci",
                "slot": "0000:03:00.0",
                "name": "Samsung Electronics Co Ltd NVMe SSD Controller 980",
                "class": "0108",
                "hardwareIds": [
                    "PCI\\VEN_144D&DEV_A80A&SUBSYS_A801144D&REV_00",
                    "PCI\\VEN_144D&DEV_A80A&SUBSYS_A801144D",
                    "PCI\\VEN_144D&DEV_A80A&CC_010802",
                    "PCI\\VEN_144D&DEV_A80A&CC_0108",
                ],
                "compatibleIds": [
                    "PCI\\VEN_144D&DEV_A80A&REV_00",
                    "PCI\\VEN_144D&DEV_A80A",
                    "PCI\\VEN_144D&CC_010802",
                    "PCI\\VEN_144D&CC_0108",
                    "PCI\\VEN_144D",
                    "PCI\\CC_010802&DT_0",
                    "PCI\\CC_010802",
                    "PCI\\CC_0108&DT_0",
                    "PCI\\CC_0108",
                ],
                "driver": "nvme",
                "disks": ["/dev/nvme0n1"],
            },
        )

    def test_a_device_without_a_name_bears_its_identifier_and_one_of_the_old_bus_has_no_express_forms(self):
        (found,) = self.found(function("pci0000:00/0000:00:02.0", "1af4 1042 1af4 1100 01 018000", config_space(POWER)))
        self.assertEqual(found["name"], "PCI\\VEN_1AF4&DEV_1042&SUBSYS_11001AF4")
        self.assertEqual(found["compatibleIds"][4:], ["PCI\\VEN_1AF4", "PCI\\CC_018000", "PCI\\CC_0180"])
        self.assertEqual((found["disks"], "driver" in found), ([], False))

    def test_a_disk_behind_a_vmd_hangs_on_the_vmd_and_windows_does_not_see_the_nvme(self):
        behind = "pci0000:00/0000:00:0e.0/pci10000:e0/10000:e0:06.0/10000:e1:00.0"
        found = self.found(
            function("pci0000:00/0000:00:0e.0", "8086 9a0b 1028 0a38 00 010400", config_space(IN_ROOT_COMPLEX), "vmd"),
            function(behind.rsplit("/", 1)[0], "8086 9a09 0000 0000 01 060400", config_space(b"\x10\x00\x42\x01")),
            function(behind, "1c5c 174a 1c5c 174a 00 010802", config_space(ENDPOINT), "nvme"),
            disk(f"{behind}/nvme/nvme0/nvme0n1"),
        )
        self.assertEqual([(device["slot"], device["disks"]) for device in found], [("0000:00:0e.0", ["/dev/nvme0n1"])])
        self.assertEqual(found[0]["hardwareIds"][0], "PCI\\VEN_8086&DEV_9A0B&SUBSYS_0A381028&REV_00")
        self.assertIn("PCI\\CC_0104&DT_9", found[0]["compatibleIds"])

    def test_a_disk_behind_a_raid_card_in_a_slot_hangs_on_the_card_not_on_its_bridges(self):
        found = self.found(
            function("pci0000:00/0000:00:01.0", "8086 1901 0000 0000 07 060400"),
            function("pci0000:00/0000:00:01.0/0000:01:00.0", "1000 005d 1028 1f47 02 010400", driver="megaraid_sas"),
            disk("pci0000:00/0000:00:01.0/0000:01:00.0/host0/target0:2:0/0:2:0:0/block/sda"),
        )
        self.assertEqual([device["disks"] for device in found], [[], ["/dev/sda"]])

    def test_two_disks_of_an_ahci_controller_and_a_virtual_scsi_one(self):
        found = self.found(
            function("pci0000:00/0000:00:17.0", "8086 a352 1028 085a 10 010601", driver="ahci"),
            function("pci0000:00/0000:00:05.0", "1af4 1048 1af4 1100 01 010000", driver="virtio-pci"),
            disk("pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda"),
            disk("pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0/block/sdb"),
            disk("pci0000:00/0000:00:05.0/virtio2/host2/target2:0:0/2:0:0:0/block/sdc"),
        )
        self.assertEqual(
            [(device["slot"], device["disks"]) for device in found],
            [("0000:00:05.0", ["/dev/sdc"]), ("0000:00:17.0", ["/dev/sda", "/dev/sdb"])],
        )

    def test_an_nvme_disk_with_several_paths_is_found_under_its_controller(self):
        found = self.found(
            function("pci0000:00/0000:00:06.0", "15b7 5017 15b7 5017 01 010802", driver="nvme"),
            {
                "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0": "->sys/devices/pci0000:00/0000:00:06.0/nvme/nvme0",
            },
            disk("virtual/nvme-subsystem/nvme-subsys0/nvme0n1"),
        )
        self.assertEqual(found[0]["disks"], ["/dev/nvme0n1"])

    def test_disks_on_usb_and_of_software_hang_on_nothing(self):
        found = self.found(
            function("pci0000:00/0000:00:14.0", "8086 a36d 1028 085a 10 0c0330", driver="xhci_hcd"),
            disk("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host4/target4:0:0/4:0:0:0/block/sdd"),
            disk("virtual/block/loop0"),
        )
        self.assertEqual([device["disks"] for device in found], [[]])

    def test_soldered_memory_on_a_pci_host(self):
        found = self.found(
            function("pci0000:00/0000:00:1c.0", "8086 5acc 1d72 1701 0b 080501", driver="sdhci-pci"),
            disk("pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:0001/block/mmcblk0"),
            disk("pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:0001/block/mmcblk0boot0"),
        )
        self.assertEqual([(device["class"], device["disks"]) for device in found], [("0805", ["/dev/mmcblk0"])])

    def test_soldered_memory_on_a_host_that_acpi_describes(self):
        folder = "sys/devices/pci0000:00/80860F14:00"
        (found,) = self.found(
            {
                f"{folder}/driver": "->sys/bus/platform/drivers/sdhci-acpi",
                f"{folder}/firmware_node": "->sys/devices/LNXSYSTM:00/80860F14:00",
                "sys/devices/LNXSYSTM:00/80860F14:00/hid": "80860F14\n",
                "sys/devices/LNXSYSTM:00/80860F14:00/modalias": "acpi:80860F14:PNP0D40:\n",
                "sys/bus/platform/devices/80860F14:00": f"->{folder}",
            },
            disk("pci0000:00/80860F14:00/mmc_host/mmc0/mmc0:0001/block/mmcblk0"),
        )
        self.assertEqual(
            found,
            {
                "bus": "acpi",
                "slot": "80860F14:00",
                "name": "ACPI\\80860F14",
                "class": "0805",
                "hardwareIds": ["ACPI\\VEN_8086&DEV_0F14", "ACPI\\80860F14", "*80860F14"],
                "compatibleIds": ["ACPI\\VEN_PNP&DEV_0D40", "ACPI\\PNP0D40", "*PNP0D40"],
                "driver": "sdhci-acpi",
                "disks": ["/dev/mmcblk0"],
            },
        )

    def test_a_device_that_does_not_say_its_numbers_is_left_out(self):
        broken = {"sys/devices/pci0000:00/0000:00:03.0/vendor": "\n", "sys/bus/pci/devices/0000:00:03.0": "->sys/devices/pci0000:00/0000:00:03.0"}
        self.assertEqual(self.found(broken), [])

    def test_without_lspci_a_device_is_there_by_its_identifier(self):
        plant(self.root, function("pci0000:00/0000:00:17.0", "8086 a352 1028 085a 10 010601"))
        missing = AgentError("permanent", "lspci manque", "lspci is missing")
        with mock.patch.object(devices, "listing_of_lspci", side_effect=missing):
            (found,) = devices.devices(self.root)
        self.assertEqual(found["name"], "PCI\\VEN_8086&DEV_A352&SUBSYS_085A1028")

    def test_an_inventory_keeps_storage_and_network_of_a_server_with_too_many_functions(self):
        for number in range(200):
            plant(self.root, function(f"pci0000:00/0000:{number:02x}:00.0", "8086 0001 0000 0000 00 088000"))
        plant(self.root, function("pci0000:00/0000:fe:00.0", "8086 a352 1028 085a 10 010601"))
        plant(self.root, function("pci0000:00/0000:ff:00.0", "8086 15f3 1028 085a 10 020000"))
        with mock.patch.object(devices, "listing_of_lspci", dict):
            found = devices.devices_that_fit(self.root)
        self.assertEqual(len(found), 128)
        self.assertEqual([device["class"] for device in found[-3:]], ["0880", "0106", "0200"])


class Capabilities(unittest.TestCase):
    def test_the_type_is_found_in_the_chain(self):
        self.assertEqual(express_type(config_space(POWER, IN_ROOT_COMPLEX)), 9)
        self.assertIsNone(express_type(config_space(POWER)))
        self.assertIsNone(express_type(config_space()))

    def test_a_chain_that_ends_nowhere_or_bites_its_tail_is_no_type(self):
        tail = bytearray(config_space(POWER))
        tail[0x41] = 0x40
        self.assertIsNone(express_type(bytes(tail)))
        self.assertIsNone(express_type(config_space(ENDPOINT)[:64]))
        self.assertIsNone(express_type(b""))


if __name__ == "__main__":
    unittest.main()
