"""The inventory, from recorded words of real tools and from hardware that lies."""

import tempfile
import unittest
from pathlib import Path

from etabli_agent import inventory
from etabli_agent.inventory import board, disks, health, nics, pci, power, processor

from .fake_root import plant

DMIDECODE = """\
# dmidecode 3.6
Getting SMBIOS data from sysfs.
SMBIOS 3.2.0 present.

Handle 0x0003, DMI type 3, 22 bytes
Chassis Information
\tManufacturer: Dell Inc.
\tType: Notebook
\tLock: Not Present
\tSerial Number: 7XK2P13

Handle 0x1100, DMI type 17, 84 bytes
Memory Device
\tTotal Width: 64 bits
\tSize: 8 GB
\tForm Factor: SODIMM
\tLocator: DIMM A
\tType: DDR4
\tType Detail: Synchronous
\t\tNested: ignored
\tSpeed: 3200 MT/s
\tManufacturer: SK Hynix
\tSerial Number: 2B5C1D77
\tPart Number: HMA81GS6DJR8N-XN    
\tConfigured Memory Speed: 2667 MT/s

Handle 0x1101, DMI type 17, 84 bytes
Memory Device
\tSize: No Module Installed
\tLocator: DIMM B
\tType: Unknown
\tManufacturer: Not Specified
"""

LSBLK = """{"blockdevices": [
 {"name":"loop0","path":"/dev/loop0","type":"loop","size":4096,"tran":null},
 {"name":"sr0","path":"/dev/sr0","type":"rom","size":1073741312,"tran":"sata"},
 {"name":"sda","path":"/dev/sda","type":"disk","size":512110190592,"tran":"sata","serial":"S4EVNX0","wwn":"0x5002538e",
  "model":"Samsung SSD  860 ","rota":false,"rm":false,"ro":false,"log-sec":512,"phy-sec":4096,
  "children":[
   {"name":"sda1","path":"/dev/sda1","type":"part","size":536870912,"fstype":"vfat","label":null,"partlabel":"EFI system"},
   {"name":"sda2","path":"/dev/sda2","type":"part","size":511572246528,"fstype":"ntfs","label":"Windows"}]},
 {"name":"sdb","path":"/dev/sdb","type":"disk","size":31457280000,"tran":"usb","serial":"AA01","model":"DataTraveler",
  "rota":true,"rm":false,"ro":false,"log-sec":512,"phy-sec":512},
 {"name":"sdc","path":"/dev/sdc","type":"disk","size":0,"tran":"usb","model":"Card reader"},
 {"name":"vda","path":"/dev/vda","type":"disk","size":10737418240,"tran":"virtio","serial":null,"rota":true,"rm":false,"ro":true,"log-sec":4096,"phy-sec":4096},
 {"name":"mmcblk0","path":"/dev/mmcblk0","type":"disk","size":62537072640,"tran":"mmc","serial":"0x1b2c","rota":false,"rm":false,"ro":false,"log-sec":512,"phy-sec":512},
 {"name":"mmcblk0boot0","path":"/dev/mmcblk0boot0","type":"disk","size":4194304,"tran":"mmc","rm":false,"ro":true},
 {"name":"sdd","path":"/dev/sdd","type":"disk","size":1000204886016,"tran":null,"rota":true,"rm":false,"ro":false}
]}"""

LSPCI = """\
0000:00:02.0 "VGA compatible controller [0300]" "Intel Corporation [8086]" "UHD Graphics 620 [5917]" -r07 -p00 "Dell [1028]" "Device [0817]"
0000:01:00.0 "Network controller [0280]" "Realtek Semiconductor Co., Ltd. [10ec]" "RTL8852BE [b852]" "Lenovo [17aa]" "Device [b852]"
0000:00:1f.0 "ISA bridge [0601]" "Intel Corporation [8086]" "Sunrise Point [9d4e]" "" ""
nonsense
"""


class Roots(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)


class Boards(Roots):
    def test_a_laptop_under_secure_boot(self):
        variables = "sys/firmware/efi/efivars"
        guid = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
        plant(
            self.root,
            {
                "sys/class/dmi/id/bios_vendor": "Dell Inc.\n",
                "sys/class/dmi/id/bios_version": "1.32.0\n",
                "sys/class/dmi/id/bios_date": "03/12/2024\n",
                f"{variables}/SecureBoot-{guid}": b"\x06\0\0\0\x01",
                f"{variables}/SetupMode-{guid}": b"\x06\0\0\0\x00",
            },
        )
        self.assertEqual(
            board.firmware(self.root),
            {"kind": "uefi", "vendor": "Dell Inc.", "version": "1.32.0", "date": "03/12/2024", "secureBoot": "enabled"},
        )

    def test_setup_mode_is_not_taken_for_secure_boot_off(self):
        guid = "8be4df61-93ca-11d2-aa0d-00e098032b8c"
        plant(
            self.root,
            {
                f"sys/firmware/efi/efivars/SecureBoot-{guid}": b"\x06\0\0\0\x00",
                f"sys/firmware/efi/efivars/SetupMode-{guid}": b"\x06\0\0\0\x01",
            },
        )
        self.assertEqual(board.firmware(self.root)["secureBoot"], "setup")

    def test_bios_has_no_secure_boot(self):
        self.assertEqual(board.firmware(self.root), {"kind": "bios", "secureBoot": "unsupported"})

    def test_identity_keeps_what_the_firmware_says_and_leaves_out_what_is_empty(self):
        plant(
            self.root,
            {
                "sys/class/dmi/id/product_serial": " 7XK2P13 \n",
                "sys/class/dmi/id/product_uuid": "4C4C4544-0058-4B10-8032-B7C04F503133\n",
                "sys/class/dmi/id/sys_vendor": "Dell Inc.\n",
                "sys/class/dmi/id/product_name": "\n",
            },
        )
        self.assertEqual(
            board.identity(self.root),
            {
                "manufacturer": "Dell Inc.",
                "serial": "7XK2P13",
                "uuid": "4c4c4544-0058-4b10-8032-b7c04f503133",
            },
        )

    def test_dmidecode_s_silences_are_not_values(self):
        found = board.parse_dmidecode(DMIDECODE)
        self.assertEqual([item["type"] for item in found], [3, 17, 17])
        self.assertEqual(
            found[0]["fields"], {"Manufacturer": "Dell Inc.", "Type": "Notebook", "Serial Number": "7XK2P13"}
        )


class Memory(Roots):
    def test_modules_without_the_empty_slots(self):
        structures = [item["fields"] for item in board.parse_dmidecode(DMIDECODE) if item["type"] == 17]
        self.assertEqual(
            processor.memory_modules(structures),
            [
                {
                    "slot": "DIMM A",
                    "sizeBytes": 8589934592,
                    "type": "DDR4",
                    "speedMts": 2667,
                    "manufacturer": "SK Hynix",
                    "partNumber": "HMA81GS6DJR8N-XN",
                    "serial": "2B5C1D77",
                }
            ],
        )

    def test_without_smbios_the_kernel_s_figure_stands(self):
        class NoDmi:
            def structures(self, kind):
                raise OSError("no SMBIOS")

        plant(self.root, {"proc/meminfo": "MemTotal:        2000000 kB\nMemFree: 1 kB\n"})
        self.assertEqual(processor.memory(self.root, NoDmi()), {"totalBytes": 2048000000, "modules": []})

    def test_cores_are_counted_once(self):
        block = "processor\t: {}\nmodel name\t: Intel(R)  Core(TM) i5-8250U\nphysical id\t: 0\ncore id\t\t: {}\n\n"
        plant(self.root, {"proc/cpuinfo": "".join(block.format(n, n // 2) for n in range(8))})
        found = processor.cpu(self.root)
        self.assertEqual(
            {name: found[name] for name in ("model", "sockets", "cores", "threads")},
            {"model": "Intel(R) Core(TM) i5-8250U", "sockets": 1, "cores": 4, "threads": 8},
        )


class Disks(Roots):
    def setUp(self):
        super().setUp()
        plant(self.root, {"sys/block/vda/serial": "DEPLOY01\n"})
        self.found = {disk["name"]: disk for disk in disks.parse_lsblk(LSBLK, self.root)}

    def test_only_what_a_system_could_stand_on(self):
        self.assertEqual(list(self.found), ["sda", "sdb", "vda", "mmcblk0", "sdd"])

    def test_a_disk_in_full(self):
        self.assertEqual(
            self.found["sda"],
            {
                "name": "sda",
                "path": "/dev/sda",
                "serial": "S4EVNX0",
                "wwn": "0x5002538e",
                "model": "Samsung SSD 860",
                "bus": "sata",
                "sizeBytes": 512110190592,
                "logicalSectorBytes": 512,
                "physicalSectorBytes": 4096,
                "rotational": False,
                "removable": False,
                "readOnly": False,
                "partitions": [
                    {"name": "sda1", "path": "/dev/sda1", "sizeBytes": 536870912, "fileSystem": "vfat", "label": "EFI system"},
                    {"name": "sda2", "path": "/dev/sda2", "sizeBytes": 511572246528, "fileSystem": "ntfs", "label": "Windows"},
                ],
            },
        )

    def test_a_usb_disk_is_removable_whatever_it_says(self):
        self.assertTrue(self.found["sdb"]["removable"])

    def test_buses(self):
        self.assertEqual(
            {name: disk["bus"] for name, disk in self.found.items()},
            {"sda": "sata", "sdb": "usb", "vda": "virtio", "mmcblk0": "mmc", "sdd": "scsi"},
        )

    def test_a_serial_that_lsblk_misses_is_read_from_the_kernel(self):
        self.assertEqual(self.found["vda"]["serial"], "DEPLOY01")
        self.assertTrue(self.found["vda"]["readOnly"])


class Health(unittest.TestCase):
    def test_nvme(self):
        text = """{"smart_status":{"passed":true},"temperature":{"current":34},"power_on_time":{"hours":1200},
          "nvme_smart_health_information_log":{"critical_warning":0,"percentage_used":3,"media_errors":0}}"""
        self.assertEqual(
            health.parse_smartctl(text),
            {"state": "passed", "percentUsed": 3, "powerOnHours": 1200, "temperatureC": 34},
        )

    def test_a_failing_nvme_says_why(self):
        text = """{"smart_status":{"passed":false},
          "nvme_smart_health_information_log":{"critical_warning":12,"percentage_used":104,"media_errors":7}}"""
        self.assertEqual(
            health.parse_smartctl(text),
            {"state": "failed", "detail": "reliability degraded, read only, media errors: 7", "percentUsed": 104},
        )

    def test_sata_with_pending_sectors(self):
        text = """{"smart_status":{"passed":true},"power_on_time":{"hours":31000},"temperature":{"current":40},
          "ata_smart_attributes":{"table":[{"id":5,"raw":{"value":0}},{"id":197,"raw":{"value":16}}]}}"""
        self.assertEqual(
            health.parse_smartctl(text),
            {"state": "passed", "detail": "pending sectors: 16", "powerOnHours": 31000, "temperatureC": 40},
        )

    def test_a_disk_that_tells_nothing_is_unknown_with_the_reason(self):
        text = '{"smartctl":{"messages":[{"string":"Unknown USB bridge [0x0951:0x1666]"}],"exit_status":1}}'
        self.assertEqual(
            health.parse_smartctl(text), {"state": "unknown", "detail": "Unknown USB bridge [0x0951:0x1666]"}
        )

    def test_a_disk_that_answers_nonsense_is_unknown(self):
        self.assertEqual(health.read_health({"bus": "sata", "path": "/dev/null/absent"})["state"], "unknown")

    def test_virtual_disks_are_not_asked(self):
        self.assertEqual(health.read_health({"bus": "virtio"}), {"state": "unknown", "detail": "virtio disks report no health"})


class Nics(Roots):
    def test_only_real_cards_and_what_they_hang_on(self):
        devices = "sys/devices/pci0000:00"
        plant(
            self.root,
            {
                "sys/class/net/lo/type": "772\n",
                "sys/class/net/br0/type": "1\n",
                "sys/class/net/br0/address": "02:00:00:00:00:01\n",
                "sys/class/net/enp1s0/type": "1\n",
                "sys/class/net/enp1s0/address": "A4:BB:6D:01:02:03\n",
                "sys/class/net/enp1s0/speed": "1000\n",
                "sys/class/net/enp1s0/carrier": "1\n",
                "sys/class/net/enp1s0/device": f"->{devices}/0000:01:00.0",
                f"{devices}/0000:01:00.0/subsystem": "->sys/bus/pci",
                f"{devices}/0000:01:00.0/driver": "->sys/bus/pci/drivers/r8169",
                "sys/class/net/enx00/type": "1\n",
                "sys/class/net/enx00/address": "00:e0:4c:68:00:01\n",
                "sys/class/net/enx00/speed": "-1\n",
                "sys/class/net/enx00/device": f"->{devices}/0000:00:14.0/usb2/2-1/2-1:1.0",
                f"{devices}/0000:00:14.0/usb2/2-1/2-1:1.0/subsystem": "->sys/bus/usb",
            },
        )
        self.assertEqual(
            nics.nics(self.root),
            [
                {
                    "name": "enp1s0",
                    "mac": "a4:bb:6d:01:02:03",
                    "driver": "r8169",
                    "bus": "pci",
                    "speedMbps": 1000,
                    "link": True,
                    "addresses": [],
                },
                {"name": "enx00", "mac": "00:e0:4c:68:00:01", "bus": "usb", "link": False, "addresses": []},
            ],
        )
        self.assertEqual(nics.macs(self.root), ["a4:bb:6d:01:02:03", "00:e0:4c:68:00:01"])


class Pci(Roots):
    def test_graphics_cards(self):
        self.assertEqual(
            pci.gpus(pci.parse_lspci(LSPCI)),
            [{"vendor": "Intel Corporation", "model": "UHD Graphics 620", "pciId": "8086:5917"}],
        )

    def test_a_device_is_without_driver_only_if_no_driver_of_debian_claims_it(self):
        devices = "sys/bus/pci/devices"
        plant(
            self.root,
            {
                "usr/share/etabli/driven.alias": "pci:v00008086d00005917sv*sd*bc03sc*i*\nusb:v0951p*\n",
                f"{devices}/0000:00:02.0/class": "0x030000\n",
                f"{devices}/0000:00:02.0/modalias": "pci:v00008086d00005917sv00001028sd00000817bc03sc00i00\n",
                f"{devices}/0000:01:00.0/class": "0x028000\n",
                f"{devices}/0000:01:00.0/modalias": "pci:v000010ECd0000B852sv000017AAsd0000B852bc02sc80i00\n",
                f"{devices}/0000:00:1f.0/class": "0x060100\n",
                f"{devices}/0000:00:1f.0/modalias": "pci:v00008086d00009D4Esv00000000sd00000000bc06sc01i00\n",
            },
        )
        self.assertEqual(
            pci.devices_without_driver(self.root, pci.parse_lspci(LSPCI)),
            [{"pciId": "10ec:b852", "name": "Realtek Semiconductor Co., Ltd. RTL8852BE"}],
        )


class Power(Roots):
    def test_a_worn_battery(self):
        folder = "sys/class/power_supply"
        plant(
            self.root,
            {
                f"{folder}/AC/type": "Mains\n",
                f"{folder}/hidpp/type": "Battery\n",
                f"{folder}/hidpp/scope": "Device\n",
                f"{folder}/BAT0/type": "Battery\n",
                f"{folder}/BAT0/present": "1\n",
                f"{folder}/BAT0/energy_full_design": "60000000\n",
                f"{folder}/BAT0/energy_full": "42000000\n",
                f"{folder}/BAT0/status": "Discharging\n",
            },
        )
        self.assertEqual(
            power.battery(self.root),
            {"present": True, "designWh": 60.0, "fullWh": 42.0, "percentHealth": 70, "status": "Discharging"},
        )

    def test_a_battery_that_counts_in_ampere_hours(self):
        folder = "sys/class/power_supply/BAT1"
        plant(
            self.root,
            {
                f"{folder}/type": "Battery\n",
                f"{folder}/charge_full_design": "4000000\n",
                f"{folder}/charge_full": "3000000\n",
                f"{folder}/voltage_min_design": "11400000\n",
            },
        )
        self.assertEqual(power.battery(self.root), {"present": True, "designWh": 45.6, "fullWh": 34.2, "percentHealth": 75})

    def test_a_desktop_has_none(self):
        self.assertEqual(power.battery(self.root), {"present": False})

    def test_a_tpm_and_its_maker(self):
        plant(self.root, {"sys/class/tpm/tpm0/tpm_version_major": "2\n"})
        self.assertEqual(power.tpm(self.root), {"present": True, "version": "2.0"})
        answer = bytes.fromhex("80010000001b00000000") + bytes.fromhex("01000000060000000100000105") + b"INTC"
        self.assertEqual(power.parse_manufacturer(answer), "INTC")
        self.assertIsNone(power.parse_manufacturer(bytes.fromhex("80010000000a00000101")))


class Whole(Roots):
    def test_one_part_that_breaks_hides_no_other_and_is_named(self):
        def broken():
            raise ValueError("odd device")

        found = inventory.collect(self.root, [("disks", broken), ("cpu", lambda: {"cores": 4}), ("firmware", broken)])
        self.assertEqual(found["cpu"], {"cores": 4})
        self.assertEqual(found["disks"], [])
        self.assertEqual(found["firmware"], {"kind": "bios"})
        self.assertEqual(
            found["problems"],
            [
                {"part": "disks", "cause": "ValueError: odd device"},
                {"part": "firmware", "cause": "ValueError: odd device"},
            ],
        )

    def test_an_empty_machine_still_has_an_inventory(self):
        found = inventory.collect(self.root)
        self.assertEqual(found["firmware"]["kind"], "bios")
        self.assertEqual(found["macs"], [])


if __name__ == "__main__":
    unittest.main()
