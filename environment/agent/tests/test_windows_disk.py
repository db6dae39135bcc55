"""A whole disk of Windows with its recovery behind it: captured, applied to other disks, grown. Real NTFS volumes."""

import contextlib
import io
import os
import struct
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import fetch, verified_record
from etabli_agent.captured_table import fitted, minimum_disk, read_table
from etabli_agent.commands import apply_disk, capture_disk, inject_drivers, renew_identifiers, verify_disk
from etabli_agent.errors import AgentError
from etabli_agent.hive import edit_hive, empty_hive
from etabli_agent.moved_recovery import REAGENT
from etabli_agent.payload_index import Frame, Index, read_index, sha256
from etabli_agent.placed_frames import placed
from etabli_agent.report import Report

from .loop_disk import command, loop_disk, only_disks
from .ntfs_log import restart_page
from .payload_server import payload_server
from .target_folder import target_in
from .windows_skeleton import CONFIG, FILES, FILETIME, injection, windows_tree

MIB = 1 << 20
SIZE = 160 * MIB
DISK_GUID = "AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE"
BASIC, RECOVERY = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", "DE94BBA4-06D1-4D40-A16A-BFD50179D6AC"
GUIDS = [f"{number * 8}-2222-4333-8444-555555555555" for number in "1234"]
TABLE = f"""label: gpt
label-id: {DISK_GUID}
size=36MiB, type=uefi, uuid={GUIDS[0]}, name="EFI system partition"
size=2MiB, type=E3C9E316-0B5C-4DB8-817D-F92DF00215AE, uuid={GUIDS[1]}, name="Microsoft reserved partition"
size=90MiB, type={BASIC}, uuid={GUIDS[2]}, name="Basic data partition"
size=20MiB, type={RECOVERY}, uuid={GUIDS[3]}, attrs="RequiredPartition GUID:63"
"""
RECOVERY_START = 129 * MIB
REAGENT_TEXT = (
    '\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n<WindowsRE version="2.0">\r\n'
    f'  <WinreLocation path="\\Recovery\\WindowsRE" id="0" offset="{{start}}" guid="{{{{{DISK_GUID.lower()}}}}}"/>\r\n'
    '  <ImageLocation path="" id="0" offset="0" guid="{{00000000-0000-0000-0000-000000000000}}"/>\r\n</WindowsRE>\r\n'
)
RECOVERY_IMAGE = os.urandom(3 * MIB)


@contextlib.contextmanager
def mounted(path: str, options: str = "rw"):
    with tempfile.TemporaryDirectory() as point:
        command("mount", "-o", options, path, point)
        try:
            yield point
        finally:
            command("umount", point)


def fill(path: str, prepare=lambda root: None) -> None:
    """A disk as Windows' setup makes it, with what the tests read of it."""
    subprocess.run(["sfdisk", "--quiet", "--no-reread", "--no-tell-kernel", path], input=TABLE.encode(), check=True)
    command("partx", "--update", path)
    command("mkfs.vfat", "-F", "16", f"{path}p1")
    for number, start in ((3, 39 * MIB), (4, RECOVERY_START)):
        where = ["-p", str(start // 512), "-H", "255", "-S", "63"]
        subprocess.run(["mkntfs", "-Q", "-q", *where, f"{path}p{number}"], check=True)
    with mounted(f"{path}p3") as root:
        windows_tree(root)
        software_hive(f"{root}/{CONFIG}/SOFTWARE")
        os.makedirs(os.path.dirname(f"{root}/{REAGENT}"))
        with open(f"{root}/{REAGENT}", "w", encoding="utf-8", newline="") as file:
            file.write(REAGENT_TEXT.format(start=RECOVERY_START))
        prepare(root)
    with mounted(f"{path}p4") as root:
        os.makedirs(f"{root}/Recovery/WindowsRE")
        with open(f"{root}/Recovery/WindowsRE/Winre.wim", "wb") as file:
            file.write(RECOVERY_IMAGE)


@contextlib.contextmanager
def log_in_use(volume: str):
    """The log as Windows leaves it that was cut off."""
    listed = command("ntfsinfo", "-i", "2", "-v", volume)
    position = int(listed.split("Runlist:")[1].splitlines()[1].split()[1], 16) * 4096
    with open(volume, "r+b") as device:
        device.seek(position)
        before = device.read(4096)
        device.seek(position)
        device.write(restart_page(7, used=True))
    try:
        yield
    finally:
        with open(volume, "r+b") as device:
            device.seek(position)
            device.write(before)


def software_hive(path: str) -> None:
    empty_hive(path, FILETIME)
    with edit_hive(path) as hive:
        key = "Microsoft\\Windows NT\\CurrentVersion"
        hive.set(key, "ProductName", "REG_SZ", "Windows 10 Pro")
        hive.set(key, "CurrentBuildNumber", "REG_SZ", "26100")
        hive.set(key, "UBR", "REG_DWORD", 1742)


def capture(disk, said: io.StringIO) -> tuple[dict, list[bytes]]:
    with only_disks(disk), payload_server() as server:
        order = {"disk": {"serial": next(iter(disk.serials))}, "uploadUrl": server.url("up"), "ticket": "t"}
        return capture_disk.run(order, Report(said)), server.uploads


class WindowsDisk(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.said = io.StringIO()
        with loop_disk(SIZE) as disk:
            fill(disk.path)
            cls.captured, (cls.payload, cls.index) = capture(disk, cls.said)

    def setUp(self) -> None:
        folder = self.enterContext(tempfile.TemporaryDirectory())
        target_in(self, f"{folder}/target")
        self.enterContext(mock.patch.object(verified_record, "RECORD", f"{folder}/record"))
        self.enterContext(mock.patch.object(fetch.time, "sleep"))
        self.server = self.enterContext(payload_server())
        self.server.files = {"payload": self.payload, "index": self.index, **FILES}
        self.report = Report(io.StringIO())

    def applied(self, size: int):
        disk = self.enterContext(loop_disk(size))
        self.enterContext(only_disks(disk))
        apply_disk.run(self.order(disk), self.report)
        verify_disk.run(self.order(disk, mode="full"), self.report)
        return disk, renew_identifiers.run(self.order(disk), self.report)

    def order(self, disk, **more: object) -> dict:
        urls = {"indexUrl": self.server.url("index"), "payloadUrl": self.server.url("payload")}
        return {"disk": {"serial": next(iter(disk.serials))}, "indexSha256": sha256(self.index)} | urls | more

    def test_a_captured_windows_says_its_system_and_version(self) -> None:
        self.assertEqual((self.captured["system"], self.captured["systemVersion"]), ("windows", "26100.1742"))
        self.assertIn("not generalised (sysprep)", self.said.getvalue())
        self.assertEqual(self.captured["minimumDiskBytes"], 150 * MIB)

    def test_on_a_larger_disk_windows_grows_and_its_recovery_stands_at_the_end(self) -> None:
        disk, renewed = self.applied(300 * MIB)
        self.assertEqual(
            [(part["role"], part["sizeBytes"] // MIB, part["partuuid"]) for part in renewed["partitions"]],
            [("esp", 36, GUIDS[0]), ("msr", 2, GUIDS[1]), ("windows", 240, GUIDS[2]), ("recovery", 20, GUIDS[3])],
        )
        table = read_table(disk.path)
        self.assertEqual(table["guid"], DISK_GUID)
        recovery = table["partitions"][3]
        self.assertEqual((recovery["startBytes"], recovery["sizeBytes"]), (279 * MIB, 20 * MIB))
        self.assertEqual(recovery["attributes"], "RequiredPartition GUID:63")
        command("sfdisk", "--verify", disk.path)
        for number in (3, 4):
            command("ntfsresize", "--info", "--force", "--no-progress-bar", f"{disk.path}p{number}")
        self.assertIn("Current volume size: 25165", command("ntfsresize", "--info", "--force", "--no-progress-bar", f"{disk.path}p3"))
        with mounted(f"{disk.path}p4", "ro") as root, open(f"{root}/Recovery/WindowsRE/Winre.wim", "rb") as file:
            self.assertEqual(file.read(), RECOVERY_IMAGE)

    def test_windows_and_the_boot_sector_know_where_the_recovery_is(self) -> None:
        disk, _ = self.applied(300 * MIB)
        with mounted(f"{disk.path}p3", "ro") as root, open(f"{root}/{REAGENT}", encoding="utf-8", newline="") as file:
            self.assertEqual(file.read(), REAGENT_TEXT.format(start=279 * MIB))
        with open(f"{disk.path}p4", "rb") as device:
            first = device.read(512)
            device.seek(20 * MIB - 512)
            last = device.read(512)
        self.assertEqual(struct.unpack_from("<I", first, 0x1C)[0], 279 * MIB // 512)
        self.assertEqual(first, last)

    def test_a_repetition_changes_nothing_more(self) -> None:
        disk, renewed = self.applied(300 * MIB)
        with open(f"{disk.path}p4", "rb") as file:
            before = sha256(file.read())
        self.assertEqual(renew_identifiers.run(self.order(disk), self.report), renewed)
        with open(f"{disk.path}p4", "rb") as file:
            self.assertEqual(sha256(file.read()), before)
        with mounted(f"{disk.path}p3", "ro") as root, open(f"{root}/{REAGENT}", encoding="utf-8", newline="") as file:
            self.assertIn(f'offset="{279 * MIB}"', file.read())
        self.assertEqual(verify_disk.run(self.order(disk, mode="full"), self.report)["differences"], [])

    def test_on_a_disk_of_the_same_size_windows_gets_what_was_free(self) -> None:
        disk, renewed = self.applied(SIZE)
        self.assertEqual([part["sizeBytes"] // MIB for part in renewed["partitions"]], [36, 2, 100, 20])
        self.assertEqual(read_table(disk.path)["partitions"][3]["startBytes"], 139 * MIB)

    def test_the_smallest_disk_takes_it_and_a_smaller_one_is_refused_untouched(self) -> None:
        least = self.captured["minimumDiskBytes"]
        disk, renewed = self.applied(least)
        self.assertEqual([part["sizeBytes"] // MIB for part in renewed["partitions"]], [36, 2, 90, 20])
        with loop_disk(least - MIB) as small, only_disks(small):
            with self.assertRaisesRegex(AgentError, "nothing was written"):
                apply_disk.run(self.order(small), self.report)

    def test_an_interrupted_transfer_goes_on_and_a_moved_block_that_rots_is_found(self) -> None:
        disk, _ = self.applied(300 * MIB)
        again = apply_disk.run(self.order(disk), self.report)
        self.assertGreater(again["framesKept"], again["frames"] / 2)
        with open(disk.path, "r+b") as file:
            file.seek(279 * MIB)
            file.write(b"rotten")
        with self.assertRaisesRegex(AgentError, f"bytes {279 * MIB}"):
            verify_disk.run(self.order(disk, mode="full"), self.report)

    def test_a_boot_driver_goes_into_the_windows_of_a_captured_disk(self) -> None:
        disk, renewed = self.applied(300 * MIB)
        order = {"disk": {"serial": next(iter(disk.serials))}, "partitions": renewed["partitions"]}
        order |= {"build": self.captured["systemVersion"], "boot": [injection(self.server.url)], "packages": []}
        self.assertTrue(inject_drivers.run(order, self.report)["boot"][0]["readBack"])
        driver = subprocess.run(
            ["ntfscat", "-qf", f"{disk.path}p3", "Windows/System32/drivers/vioscsi.sys"], check=True, stdout=subprocess.PIPE
        ).stdout
        self.assertEqual(driver, FILES["vioscsi.sys"])


class Refusals(unittest.TestCase):
    def refused(self, disk, message: str) -> None:
        with self.assertRaisesRegex(AgentError, f"nothing was captured: .*{message}") as caught:
            capture(disk, io.StringIO())
        self.assertEqual(caught.exception.kind, "operator")

    def hibernate(self, content: bytes):
        def prepare(root: str) -> None:
            with open(f"{root}/hiberfil.sys", "wb") as file:
                file.write(content.ljust(4096, b"\0"))

        return prepare

    def test_a_windows_that_sleeps_is_not_captured(self) -> None:
        with loop_disk(SIZE) as disk:
            fill(disk.path, self.hibernate(b"HIBR"))
            self.refused(disk, f"{disk.path}p3 is hibernated")

    def test_a_volume_that_windows_did_not_close_is_not_captured(self) -> None:
        with loop_disk(SIZE) as disk:
            fill(disk.path)
            for number in (3, 4):
                volume = f"{disk.path}p{number}"
                with self.subTest(volume), log_in_use(volume):
                    with self.assertRaisesRegex(AgentError, f"the volume {volume} was not closed cleanly") as caught:
                        capture(disk, io.StringIO())
                    self.assertEqual(caught.exception.kind, "operator")
                    self.assertIn("chkdsk", caught.exception.remedy_en)

    def test_a_windows_that_has_woken_up_is_captured(self) -> None:
        with loop_disk(SIZE) as disk:
            fill(disk.path, self.hibernate(b""))
            self.assertEqual(capture(disk, io.StringIO())[0]["system"], "windows")

    def test_a_volume_under_bitlocker_is_not_captured(self) -> None:
        with loop_disk(SIZE) as disk:
            fill(disk.path)
            with open(f"{disk.path}p3", "r+b") as device:
                device.write(b"\xeb\x58\x90-FVE-FS-" + bytes(501))
            self.refused(disk, f"{disk.path}p3 is encrypted by BitLocker")

    def test_a_registry_that_cannot_be_read_leaves_the_version_open(self) -> None:
        def break_it(root: str) -> None:
            with open(f"{root}/{CONFIG}/SOFTWARE", "r+b") as file:
                file.seek(4)
                file.write(b"\x09\0\0\0")

        said = io.StringIO()
        with loop_disk(SIZE) as disk:
            fill(disk.path, break_it)
            result, _ = capture(disk, said)
        self.assertEqual((result["system"], result["systemVersion"]), ("windows", ""))
        self.assertIn("a write to it was not completed", said.getvalue())


class Places(unittest.TestCase):
    def part(self, number: int, start: int, size: int, kind: str = BASIC, content: str = "used") -> dict:
        return {"number": number, "type": kind, "startBytes": start, "sizeBytes": size, "content": content}

    def test_a_volume_of_data_behind_the_recovery_grows_instead(self) -> None:
        parts = [self.part(1, MIB, 50 * MIB), self.part(2, 51 * MIB, 20 * MIB, RECOVERY), self.part(3, 71 * MIB, 10 * MIB)]
        self.assertEqual(
            [(part["startBytes"] // MIB, part["sizeBytes"] // MIB) for part in fitted(parts, 200 * MIB)],
            [(1, 50), (51, 20), (71, 128)],
        )

    def test_two_recovery_partitions_and_one_of_an_odd_size_move_together(self) -> None:
        parts = [
            self.part(1, MIB, 50 * MIB),
            self.part(2, 51 * MIB, 20 * MIB, RECOVERY),
            self.part(3, 71 * MIB, 10 * MIB - 512, RECOVERY),
        ]
        self.assertEqual(minimum_disk(parts), 82 * MIB)
        self.assertEqual(
            [(part["startBytes"] // MIB, part["sizeBytes"]) for part in fitted(parts, 200 * MIB)],
            [(1, 168 * MIB), (169, 20 * MIB), (189, 10 * MIB - 512)],
        )
        least = fitted(parts, 82 * MIB)
        self.assertEqual([part["startBytes"] for part in least], [MIB, 51 * MIB, 71 * MIB])

    def test_a_range_over_the_border_of_a_partition_that_moves_is_cut_there(self) -> None:
        parts = [self.part(1, MIB, MIB + 4096), self.part(2, 2 * MIB + 4096, MIB, RECOVERY)]
        frame = Frame([(MIB, 100), (2 * MIB, 8192)], 8292, "", 10, "", 0)
        index = Index({"partitions": parts}, [frame])
        self.assertEqual(placed(index, 20 * MIB).frames[0].extents, [(MIB, 100), (2 * MIB, 4096), (18 * MIB, 4096)])
        self.assertEqual(index.frames[0].extents, [(MIB, 100), (2 * MIB, 8192)])


if __name__ == "__main__":
    unittest.main()
