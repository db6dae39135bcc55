"""Drivers put into a Windows on a real NTFS volume, and read back from it by other tools than those that wrote them."""

import contextlib
import hashlib
import io
import json
import os
import struct
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import fetch, ntfs_rights
from etabli_agent.commands import inject_drivers
from etabli_agent.drivers import driver_files, winre
from etabli_agent.errors import AgentError
from etabli_agent.hive import edit_hive
from etabli_agent.ntfs_xattr import read_xattr
from etabli_agent.regf_reader import RawHive
from etabli_agent.report import Report
from etabli_agent.windows_volume import windows_volume

from .loop_disk import command, only_disks
from .payload_server import payload_server
from .target_folder import target_in
from .windows_skeleton import CONFIG, FILES, PACKAGE, injection, windows_disk, windows_tree

STORE = f"Windows/System32/DriverStore/FileRepository/{PACKAGE}"
WINRE = "Windows/System32/Recovery/Winre.wim"
# SYSTEM and Administrators all, Users read and execute; owner Administrators, group SYSTEM.
SHARED_FILE = (
    "0100049014000000240000000000000030000000"
    "01020000000000052000000020020000"
    "010100000000000512000000"
    "02004c0003000000"
    "00001400ff011f00010100000000000512000000"
    "00001800ff011f0001020000000000052000000020020000"
    "00001800a900120001020000000000052000000021020000"
)


class InjectDrivers(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        target_in(self, f"{self.folder}/target")
        self.enterContext(mock.patch.object(fetch.time, "sleep"))
        self.server = self.enterContext(payload_server())
        self.server.files = dict(FILES)
        self.disk, self.partitions = self.enterContext(windows_disk())
        self.enterContext(only_disks(self.disk))
        self.said = io.StringIO()
        with self.volume() as root:
            windows_tree(root)

    def volume(self, read_only: bool = False):
        return windows_volume(self.disk, self.partitions, read_only=read_only)

    def order(self, *boot: dict, packages: list[dict] = (), build: str = "26100.1742") -> dict:
        wanted = {"serial": next(iter(self.disk.serials))}
        return {"disk": wanted, "partitions": self.partitions, "build": build, "boot": list(boot), "packages": list(packages)}

    def inject(self, *boot: dict, **more: object) -> dict:
        return inject_drivers.run(self.order(*boot, **more), Report(self.said))

    def driver(self, **service: object) -> dict:
        return injection(self.server.url, **service)

    def package(self, folder: str, files: dict[str, bytes]) -> dict:
        entries = []
        for path, data in files.items():
            name = f"file-{len(self.server.files)}"
            self.server.files[name] = data
            digest = hashlib.sha256(data).hexdigest()
            entries.append({"path": path, "url": self.server.url(name), "sha256": digest, "bytes": len(data)})
        return {"folder": folder, "files": entries}

    def read(self, path: str) -> bytes:
        """The file as ntfscat reads it from the device, without a mount."""
        device = self.partitions[0]["path"]
        return subprocess.run(["ntfscat", "-q", device, path], check=True, stdout=subprocess.PIPE).stdout

    def add_recovery(self, prepare=lambda tree: None) -> bytes:
        """A recovery image as bootable as Windows' own, on the volume; its bytes."""
        tree, image = f"{self.folder}/re", f"{self.folder}/re.wim"
        windows_tree(tree)
        with open(f"{tree}/Windows/INF/oem0.inf", "w", encoding="ascii") as file:
            file.write("of the maker of the PC")
        prepare(tree)
        command("wimlib-imagex", "capture", tree, image, "--compress=LZX", "--boot")
        with open(image, "rb") as file:
            data = file.read()
        with self.volume() as root:
            os.makedirs(f"{root}/{os.path.dirname(WINRE)}", exist_ok=True)
            with open(f"{root}/{WINRE}", "wb") as file:
                file.write(data)
        return data

    def test_puts_a_boot_driver_into_the_volume_and_says_what_was_read_back(self) -> None:
        result = self.inject(self.driver())
        self.assertEqual(
            result,
            {
                "boot": [
                    {
                        "service": "vioscsi",
                        "id": "PCI\\VEN_1AF4&DEV_1048&SUBSYS_11001AF4&REV_01",
                        "file": "Windows/System32/drivers/vioscsi.sys",
                        "sha256": hashlib.sha256(FILES["vioscsi.sys"]).hexdigest(),
                        "inf": "oem0.inf",
                        "readBack": True,
                    }
                ],
                "packages": [],
                "winre": "absent",
            },
        )
        expected = {
            "Windows/System32/drivers/vioscsi.sys": FILES["vioscsi.sys"],
            f"{STORE}/vioscsi.sys": FILES["vioscsi.sys"],
            f"{STORE}/vioscsi.inf": FILES["vioscsi.inf"],
            f"{STORE}/vioscsi.cat": FILES["vioscsi.cat"],
            "Windows/INF/oem0.inf": FILES["vioscsi.inf"],
        }
        self.assertEqual({path: self.read(path) for path in expected}, expected)
        with self.volume() as root:
            self.assertEqual(os.listdir(f"{root}/{CONFIG}"), ["SYSTEM"])
        with open(f"{self.folder}/SYSTEM", "wb") as file:
            file.write(self.read(f"{CONFIG}/SYSTEM"))
        values = RawHive(f"{self.folder}/SYSTEM").values("ControlSet001\\Services\\vioscsi")
        self.assertEqual(values["Start"], (4, b"\0\0\0\0"))

    def test_a_second_run_changes_no_file(self) -> None:
        packages = [self.package("nic", {"e2f.inf": b"inf"})]
        first = self.inject(self.driver(), packages=packages)
        before = self.read(f"{CONFIG}/SYSTEM")
        self.server.sent = 0
        self.assertEqual(self.inject(self.driver(), packages=packages), first)
        self.assertEqual(self.read(f"{CONFIG}/SYSTEM"), before)
        self.assertEqual(self.server.sent, 0)

    def test_a_run_that_was_cut_off_before_the_registry_leaves_no_inf_without_an_owner(self) -> None:
        with self.volume() as root, open(f"{root}/Windows/INF/oem0.inf", "wb") as file:
            file.write(b"of another")
        for _ in range(2):
            with mock.patch.object(inject_drivers, "write_injections", side_effect=AgentError("transient", "coupé", "cut off")):
                with self.assertRaisesRegex(AgentError, "cut off"):
                    self.inject(self.driver())
        self.assertEqual(self.inject(self.driver())["boot"][0]["inf"], "oem1.inf")
        with self.volume() as root:
            self.assertEqual(sorted(os.listdir(f"{root}/Windows/INF")), ["oem0.inf", "oem1.inf"])

    def test_nobody_but_administrators_may_change_a_driver_and_the_hive_keeps_its_rights(self) -> None:
        private = ntfs_rights.descriptor(folder=False, secret=True)
        with self.volume() as root:
            os.setxattr(f"{root}/{CONFIG}/SYSTEM", "system.ntfs_acl", private)
            os.setxattr(f"{root}/{CONFIG}/SYSTEM", "system.ntfs_attrib_be", bytes.fromhex("00000026"))
        self.inject(self.driver(), packages=[self.package("nic", {"e2f.inf": b"inf"})])
        with self.volume() as root:
            for path in ("Windows/System32/drivers/vioscsi.sys", "Windows/Etabli/Drivers/nic/e2f.inf", "Windows/INF/oem0.inf"):
                self.assertEqual(ntfs_rights.read_rights(f"{root}/{path}").hex(), SHARED_FILE, path)
            self.assertEqual(ntfs_rights.read_rights(f"{root}/Windows/Etabli"), ntfs_rights.descriptor(True, False))
            self.assertEqual(ntfs_rights.read_rights(f"{root}/{CONFIG}/SYSTEM"), private)
            self.assertEqual(os.getxattr(f"{root}/{CONFIG}/SYSTEM", "system.ntfs_attrib_be").hex(), "00000026")

    def test_a_long_reparse_point_and_long_rights_are_read_whole(self) -> None:
        target = "\\??\\C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs".encode("utf-16le")
        names = struct.pack("<HHHH", 0, len(target), len(target) + 2, 0) + target + b"\0\0\0\0"
        reparse = struct.pack("<IHH", 0xA0000003, len(names), 0) + names
        with self.volume() as root:
            os.mkdir(f"{root}/junction")
            os.setxattr(f"{root}/junction", "system.ntfs_reparse_data", reparse)
            self.assertGreater(len(reparse), 128)
            self.assertEqual(read_xattr(f"{root}/junction", "system.ntfs_reparse_data"), reparse)
            self.assertIsNone(read_xattr(f"{root}/Windows", "system.ntfs_reparse_data"))
            self.assertGreater(len(ntfs_rights.read_rights(root)), 128)
        self.assertIsNone(ntfs_rights.read_rights(self.folder))

    def test_copies_packages_and_lists_their_infs_network_first(self) -> None:
        display = '; a comment\r\n[Version]\r\nClass = Display ; graphics\r\nProvider="Intel"\r\nDriverVer=01/02/2024,31.0.101\r\n'
        network = "[version]\r\nCLASS=Net\r\nProvider=%Maker%\r\nDriverVer = 01/02/2024, 1.2.3.4\r\n[Strings]\r\nmaker=\"Société é\"\r\n"
        packages = [
            self.package("gpu", {"igd.inf": display.encode("utf-16"), "sub/igd.sys": b"driver", "sub/Audio.INF": b"nothing"}),
            self.package("réseau", {"e2f.inf": network.encode("cp1252")}),
        ]
        result = self.inject(packages=packages)
        copied = [{"folder": "gpu", "files": 3}, {"folder": "réseau", "files": 1}]
        self.assertEqual(result["packages"], copied)
        self.assertEqual(
            json.loads(self.read("Windows/Etabli/Drivers/packages.json")),
            {
                "packages": [
                    {"folder": "réseau", "inf": "e2f.inf", "class": "Net", "provider": "Société é", "version": "1.2.3.4"},
                    {"folder": "gpu", "inf": "igd.inf", "class": "Display", "provider": "Intel", "version": "31.0.101"},
                    {"folder": "gpu", "inf": "sub\\Audio.INF", "class": "", "provider": "", "version": ""},
                ]
            },
        )
        self.assertEqual(self.read("Windows/Etabli/Drivers/gpu/sub/igd.sys"), b"driver")

    def test_lists_the_infs_that_the_server_names_as_it_names_them(self) -> None:
        package = self.package("pack", {"a.inf": b"", "sub/b.inf": b""})
        package["infs"] = [{"path": "sub/b.inf", "class": "Net", "provider": "Labo d’essai", "version": "4.2.0.1"}]
        self.inject(packages=[package])
        self.assertEqual(
            json.loads(self.read("Windows/Etabli/Drivers/packages.json"))["packages"],
            [{"folder": "pack", "inf": "sub\\b.inf", "class": "Net", "provider": "Labo d’essai", "version": "4.2.0.1"}],
        )

    def test_a_boot_driver_that_comes_without_its_inf_is_put_in_as_far_as_it_goes(self) -> None:
        alone = self.driver()
        alone["files"] = alone["files"][:1]
        self.assertTrue(self.inject(alone)["boot"][0]["readBack"])
        with self.volume() as root:
            self.assertEqual(os.listdir(f"{root}/Windows/INF"), [])
            self.assertEqual(os.listdir(f"{root}/{STORE}"), ["vioscsi.sys"])

    def test_follows_the_case_of_the_names_that_are_there(self) -> None:
        with self.volume() as root:
            os.rename(f"{root}/Windows/System32/drivers", f"{root}/Windows/System32/Drivers")
            os.rename(f"{root}/Windows", f"{root}/WINDOWS")
        self.inject(self.driver())
        with self.volume(read_only=True) as root:
            self.assertEqual(os.listdir(root), ["WINDOWS"])
            self.assertEqual(os.listdir(f"{root}/WINDOWS/System32/Drivers"), ["vioscsi.sys"])

    def untouched(self, message: str, *boot: dict, **more: object) -> AgentError:
        with self.assertRaisesRegex(AgentError, message) as caught:
            self.inject(*boot, **more)
        with self.volume() as root:
            self.assertEqual(os.listdir(f"{root}/Windows/System32/drivers"), [])
            self.assertIsNone(RawHive(f"{root}/{CONFIG}/SYSTEM").values("ControlSet001\\Services\\vioscsi"))
        return caught.exception

    def test_refuses_what_would_not_start_before_anything_is_written(self) -> None:
        outside = self.driver()
        outside["files"][2] |= {"path": "Windows/../../etc/passwd"}
        cases = {
            "loads System32/drivers/other.sys, which": self.driver(imagePath="\\SystemRoot\\System32\\drivers\\other.sys"),
            "is not one of a file of Windows": outside,
            "does not start with Windows": self.driver(start=3),
        }
        for message, boot in cases.items():
            with self.subTest(message):
                self.untouched(message, boot)
        self.untouched("build 9100", self.driver(), build="9100")

    def test_a_file_that_is_corrupted_on_its_way_or_cut_off_is_not_written(self) -> None:
        self.server.files["vioscsi.sys"] = FILES["vioscsi.sys"].replace(b"driver", b"drivel")
        self.untouched("digest .* received", self.driver())
        self.server.files["vioscsi.sys"] = FILES["vioscsi.sys"][:-1]
        self.untouched("bytes expected", self.driver())
        self.server.files["vioscsi.sys"] = FILES["vioscsi.sys"]
        self.assertTrue(self.inject(self.driver())["boot"][0]["readBack"])

    def test_a_dirty_hive_is_refused(self) -> None:
        with self.volume() as root, open(f"{root}/{CONFIG}/SYSTEM", "r+b") as file:
            file.seek(4)
            file.write(b"\x09\0\0\0")
        with self.assertRaisesRegex(AgentError, "a write to it was not completed"):
            self.inject(self.driver())

    def test_a_volume_that_is_full_keeps_its_hive_and_nothing_half(self) -> None:
        before = self.read(f"{CONFIG}/SYSTEM")
        with self.volume() as root:
            with open(f"{root}/filler", "wb") as file, contextlib.suppress(OSError):
                while file.write(bytes(1 << 16)):
                    file.flush()
        big = self.package("big", {"big.inf": os.urandom(1 << 20)})
        with self.assertRaisesRegex(AgentError, "is full, the drivers do not fit") as caught:
            self.inject(self.driver(), packages=[big])
        self.assertEqual(caught.exception.kind, "operator")
        self.assertEqual(self.read(f"{CONFIG}/SYSTEM"), before)
        with self.volume() as root:
            os.unlink(f"{root}/filler")
            left = [name for _, _, names in os.walk(root) for name in names if name.endswith(".etabli")]
            self.assertEqual(left, [])
        self.assertTrue(self.inject(self.driver(), packages=[big])["boot"][0]["readBack"])

    def test_a_file_that_the_disk_gives_back_otherwise_is_an_error(self) -> None:
        real = inject_drivers.inject_into_recovery

        def rot(root: str, *rest: object):
            with open(f"{root}/Windows/System32/drivers/vioscsi.sys", "r+b") as file:
                file.write(b"XX")
            return real(root, *rest)

        with mock.patch.object(inject_drivers, "inject_into_recovery", rot):
            with self.assertRaisesRegex(AgentError, "vioscsi.sys, read back from the disk: digest"):
                self.inject(self.driver())

    def test_a_hive_that_the_disk_gives_back_otherwise_is_an_error(self) -> None:
        real = inject_drivers.inject_into_recovery

        def rot(root: str, *rest: object):
            with edit_hive(f"{root}/{CONFIG}/SYSTEM") as hive:
                hive.set("ControlSet001\\Services\\vioscsi", "Start", "REG_DWORD", 4)
            return real(root, *rest)

        with mock.patch.object(inject_drivers, "inject_into_recovery", rot):
            with self.assertRaisesRegex(AgentError, "start: type 4 04000000, type 4 00000000 expected"):
                self.inject(self.driver())

    def recovered(self) -> str:
        """The folder into which the recovery image of the volume was unpacked by wimlib, as Windows would see it."""
        image, tree = f"{self.folder}/after.wim", tempfile.mkdtemp(dir=self.folder)
        with open(image, "wb") as file:
            file.write(self.read(WINRE))
        command("wimlib-imagex", "verify", image)
        command("wimlib-imagex", "apply", image, "1", tree)
        self.assertIn("Boot Index                  = 1\n", command("wimlib-imagex", "info", image, "--header"))
        return tree

    def test_recovery_gets_the_same_driver_under_a_number_of_its_own(self) -> None:
        self.add_recovery()
        self.assertEqual(self.inject(self.driver())["winre"], "injected")
        tree = self.recovered()
        hive = RawHive(f"{tree}/{CONFIG}/SYSTEM")
        self.assertEqual(hive.values("ControlSet001\\Services\\vioscsi")["Owners"], (7, "oem1.inf\0\0".encode("utf-16le")))
        for path, name in {
            "Windows/System32/drivers/vioscsi.sys": "vioscsi.sys",
            f"{STORE}/vioscsi.cat": "vioscsi.cat",
            "Windows/INF/oem1.inf": "vioscsi.inf",
        }.items():
            with open(f"{tree}/{path}", "rb") as file:
                self.assertEqual(file.read(), FILES[name])
        with open(f"{tree}/Windows/INF/oem0.inf", encoding="ascii") as file:
            self.assertEqual(file.read(), "of the maker of the PC")

    def test_recovery_is_not_written_again_when_it_has_the_driver(self) -> None:
        self.add_recovery()
        self.inject(self.driver())
        before = self.read(WINRE)
        self.assertEqual(self.inject(self.driver())["winre"], "injected")
        self.assertEqual(self.read(WINRE), before)

    def test_mends_files_whose_replacement_was_cut_off_and_takes_away_what_it_left(self) -> None:
        self.add_recovery()
        recovery, driver = os.path.dirname(WINRE), "Windows/System32/drivers/vioscsi.sys"
        with self.volume() as root:
            # As ntfs-3g leaves them when it is killed: the old file has only the helping name.
            os.rename(f"{root}/{WINRE}", f"{root}/{recovery}/winre.WIM.ntfs-3g-0000000003")
            os.rename(f"{root}/{CONFIG}/SYSTEM", f"{root}/{CONFIG}/SYSTEM.ntfs-3g-0000000007")
            for path in (f"{recovery}/Winre.wim.etabli", f"{CONFIG}/SYSTEM.etabli", driver, f"{driver}.ntfs-3g-0000000001", f"{driver}.etabli"):
                with open(f"{root}/{path}", "wb") as file:
                    file.write(b"half")
            with open(f"{root}/{CONFIG}/SOFTWARE.etabli", "wb") as file:
                file.write(b"of somebody else")
        self.assertEqual(self.inject(self.driver())["winre"], "injected")
        with self.volume() as root:
            self.assertEqual(os.listdir(f"{root}/{recovery}"), ["winre.WIM"])
            self.assertEqual(sorted(os.listdir(f"{root}/{CONFIG}")), ["SOFTWARE.etabli", "SYSTEM"])
            self.assertEqual(os.listdir(f"{root}/{os.path.dirname(driver)}"), ["vioscsi.sys"])
        self.assertIn("Winre.wim had only the name winre.WIM.ntfs-3g-0000000003", self.said.getvalue())

    def test_a_replacement_that_has_both_names_keeps_the_new_file(self) -> None:
        image = self.add_recovery()
        with self.volume() as root, open(f"{root}/{WINRE}.ntfs-3g-0000000001", "wb") as file:
            file.write(b"old")
        self.inject()
        self.assertEqual(self.read(WINRE), image)
        with self.volume() as root:
            self.assertEqual(os.listdir(f"{root}/{os.path.dirname(WINRE)}"), ["Winre.wim"])

    def test_recovery_that_had_the_driver_is_read_back_too(self) -> None:
        self.add_recovery()
        self.inject(self.driver())
        real = inject_drivers.inject_into_recovery

        def rot(root: str, *rest: object):
            recovery = real(root, *rest)
            with open(f"{root}/{WINRE}", "r+b") as file:
                file.write(b"XX")
            return recovery

        with mock.patch.object(inject_drivers, "inject_into_recovery", rot):
            with self.assertRaisesRegex(AgentError, "Winre.wim, read back from the disk: digest"):
                self.inject(self.driver())

    def test_recovery_without_a_driver_to_put_in_or_no_image_stays_and_says_why(self) -> None:
        image = self.add_recovery()
        result = self.inject()
        self.assertEqual((result["winre"], result["winreWhy"]["en"]), ("unchanged", "no boot driver to put into it"))
        with self.volume() as root, open(f"{root}/{WINRE}", "wb") as file:
            file.write(b"no image")
        result = self.inject(self.driver())
        self.assertEqual(result["winre"], "unchanged")
        self.assertIn("wimlib-imagex info", result["winreWhy"]["en"])
        self.assertEqual(self.read(WINRE), b"no image")
        self.assertNotEqual(image, b"no image")

    def test_recovery_whose_hive_is_dirty_or_that_does_not_prove_stays_as_it_was(self) -> None:
        def dirty(tree: str) -> None:
            with open(f"{tree}/{CONFIG}/SYSTEM", "r+b") as file:
                file.seek(4)
                file.write(b"\x09\0\0\0")

        image = self.add_recovery(dirty)
        result = self.inject(self.driver())
        self.assertEqual(result["winre"], "unchanged")
        self.assertIn("a write to it was not completed", result["winreWhy"]["en"])
        self.assertEqual(self.read(WINRE), image)
        image = self.add_recovery(lambda tree: windows_tree(tree))
        with mock.patch.object(winre, "update", lambda *_: None):
            result = self.inject(self.driver())
        self.assertEqual(result["winre"], "unchanged")
        self.assertIn("read back", result["winreWhy"]["en"])
        self.assertEqual(self.read(WINRE), image)
        with self.volume() as root:
            self.assertEqual(os.listdir(f"{root}/{os.path.dirname(WINRE)}"), ["Winre.wim"])


class Files(unittest.TestCase):
    def test_a_driver_that_the_service_loads_from_the_store_is_not_copied_twice(self) -> None:
        boot = injection(imagePath=f"System32\\DriverStore\\FileRepository\\{PACKAGE}\\vioscsi.sys")
        boot["files"][0]["path"] = f"{STORE}/vioscsi.sys"
        place = driver_files.Place("ControlSet001", "oem7.inf")
        self.assertEqual(
            sorted(file.path for file in driver_files.files_of(boot, place)),
            ["Windows/INF/oem7.inf", f"{STORE}/vioscsi.cat", f"{STORE}/vioscsi.inf", f"{STORE}/vioscsi.sys"],
        )
        self.assertEqual(driver_files.image_of(boot).path, f"{STORE}/vioscsi.sys")


if __name__ == "__main__":
    unittest.main()
