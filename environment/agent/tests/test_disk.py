"""A whole disk: captured, applied to another one, read back, renewed. Real loop devices, real file systems."""

import contextlib
import io
import os
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import fetch, verified_record
from etabli_agent.captured_table import fitted, minimum_disk, read_table
from etabli_agent.commands import apply_disk, capture_disk, renew_identifiers, verify_disk
from etabli_agent.errors import AgentError
from etabli_agent.payload_index import CELL, SLOT, Frame, canonical, cells, merged, read_index, sha256
from etabli_agent.payload_packer import SlotPacker
from etabli_agent.report import Report
from etabli_agent.used_ranges import parse_map

from .loop_disk import command, loop_disk, only_disks
from .payload_server import payload_server
from .target_folder import target_in

MIB = 1 << 20
SOURCE_SIZE = 400 * MIB
ROOT_GUID = "11111111-2222-4333-8444-555555555555"
TABLE = f"""label: gpt
label-id: AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE
size=40MiB, type=uefi, name=ESP
size=200MiB, type=linux, name="root", uuid={ROOT_GUID}
size=4MiB, type=DA000000-0000-4000-8000-000000000000, name=secret
size=64MiB, type=swap, name=swap
"""


class Source:
    """A reference PC's disk, captured once for all the tests."""

    def __init__(self, sector: int = 512) -> None:
        with loop_disk(SOURCE_SIZE, sector, serial="reference") as disk, only_disks(disk), payload_server() as server:
            self._fill(disk.path)
            with open(disk.path, "rb") as file:
                before = sha256(file.read())
            order = {"disk": {"serial": "reference"}, "uploadUrl": server.url("up"), "ticket": "a-ticket"}
            self.result = capture_disk.run(order, Report(io.StringIO()))
            with open(disk.path, "rb") as file:
                self.untouched = sha256(file.read()) == before
            self.payload, self.index = server.uploads
            self.authorization = server.headers["Authorization"]

    def _fill(self, path: str) -> None:
        subprocess.run(["sfdisk", "--quiet", path], input=TABLE.encode(), check=True)
        command("partx", "--update", path)
        command("mkfs.vfat", "-F", "16", f"{path}p1")
        command("mkfs.ext4", "-q", "-U", "00000000-0000-4000-8000-00000000cafe", f"{path}p2")
        command("mkswap", "-q", "-U", "00000000-0000-4000-8000-00000000feed", "-L", "swapping", f"{path}p4")
        with open(f"{path}p3", "wb") as file:
            file.write(b"unknown" * 1000)
        with tempfile.TemporaryDirectory() as point:
            command("mount", f"{path}p2", point)
            for name, text in FILES.items():
                os.makedirs(os.path.dirname(f"{point}/{name}"), exist_ok=True)
                with open(f"{point}/{name}", "w", encoding="ascii") as file:
                    file.write(text)
            with open(f"{point}/big", "wb") as file:
                file.write(os.urandom(12 * MIB))
            command("umount", point)
        os.sync()


FILES = {
    "etc/os-release": 'ID=debian\nVERSION_ID="13"\n',
    "etc/machine-id": "0123456789abcdef0123456789abcdef\n",
    "etc/ssh/ssh_host_ed25519_key": "the reference PC's key\n",
    "etc/fstab": f"PARTUUID={ROOT_GUID} / ext4 defaults 0 1\nUUID=00000000-0000-4000-8000-00000000feed none swap sw 0 0\n",
}


class DiskTest(unittest.TestCase):
    source: Source

    @classmethod
    def setUpClass(cls) -> None:
        cls.source = Source()

    def setUp(self) -> None:
        folder = self.enterContext(tempfile.TemporaryDirectory())
        target_in(self, f"{folder}/target")
        self.enterContext(mock.patch.object(verified_record, "RECORD", f"{folder}/record"))
        self.enterContext(mock.patch.object(fetch.time, "sleep"))
        self.server = self.enterContext(payload_server())
        self.server.files = {"payload": self.source.payload, "index": self.source.index}
        self.report = Report(io.StringIO())

    def target(self, size: int = SOURCE_SIZE, sector: int = 512):
        disk = self.enterContext(loop_disk(size, sector))
        self.enterContext(only_disks(disk))
        return disk

    def order(self, disk, **more: object) -> dict:
        urls = {"indexUrl": self.server.url("index"), "payloadUrl": self.server.url("payload")}
        serial = next(iter(disk.serials))
        return {"disk": {"serial": serial}, "indexSha256": sha256(self.source.index)} | urls | more

    def test_captures_used_blocks_only_and_writes_nothing(self) -> None:
        index = read_index(self.source.index)
        self.assertTrue(self.source.untouched)
        self.assertEqual(self.source.authorization, "Bearer a-ticket")
        self.assertEqual(
            [(part["fileSystem"], part["content"]) for part in index.partitions],
            [("vfat", "used"), ("ext4", "used"), (None, "whole"), ("swap", "remade")],
        )
        self.assertEqual(self.source.result["payloadSha256"], sha256(self.source.payload))
        self.assertEqual(self.source.result["indexSha256"], sha256(self.source.index))
        self.assertEqual(self.source.result["system"], "debian")
        self.assertEqual(self.source.result["systemVersion"], "13")
        self.assertLess(index.raw_bytes, 40 * MIB)

    def test_the_payload_is_one_valid_zst_whose_frames_cross_no_boundary(self) -> None:
        index = read_index(self.source.index)
        whole = subprocess.run(["zstd", "-dcq"], input=self.source.payload, stdout=subprocess.PIPE, check=True).stdout
        self.assertEqual(len(whole), index.raw_bytes)
        for frame in index.frames:
            self.assertEqual(frame.offset // SLOT, (frame.offset + frame.length - 1) // SLOT)
            self.assertEqual({start // CELL for start, _ in frame.extents}, {frame.extents[0][0] // CELL})

    def test_applies_verifies_and_renews_on_a_larger_disk(self) -> None:
        disk = self.target(600 * MIB)
        applied = apply_disk.run(self.order(disk), self.report)
        self.assertLess(applied["framesKept"], applied["frames"] / 2)  # some of it is zeros, as the empty disk is
        verified = verify_disk.run(self.order(disk, mode="full"), self.report)
        self.assertEqual(verified["bytes"], read_index(self.source.index).raw_bytes)
        renewed = renew_identifiers.run(self.order(disk), self.report)
        # A repeated step finds the disk changed on purpose, and goes through again.
        self.assertEqual(verify_disk.run(self.order(disk, mode="full"), self.report), verified)
        self.assertEqual(renew_identifiers.run(self.order(disk), self.report), renewed)
        self.assertEqual([part["role"] for part in renewed["partitions"]], ["esp", "root", "data", "swap"])
        self.check_system(disk, renewed)

    def check_system(self, disk, renewed: dict) -> None:
        command("sfdisk", "--verify", disk.path)
        table = read_table(disk.path)
        self.assertNotEqual(table["guid"], "AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE")
        swap = table["partitions"][-1]
        self.assertEqual((swap["uuid"], swap["label"]), ("00000000-0000-4000-8000-00000000feed", "swapping"))
        self.assertEqual(swap["startBytes"] + swap["sizeBytes"], disk.size - MIB)
        path = f"{disk.path}p2"
        command("e2fsck", "-f", "-n", path)
        with tempfile.TemporaryDirectory() as point:
            command("mount", "-o", "ro", path, point)
            read = lambda name: open(f"{point}/{name}", encoding="ascii", errors="replace").read()
            self.assertEqual(read("etc/machine-id"), "")
            self.assertIn("OPENSSH PRIVATE KEY", read("etc/ssh/ssh_host_ed25519_key"))
            self.assertNotIn(ROOT_GUID, read("etc/fstab"))
            self.assertIn(f"PARTUUID={renewed['partitions'][1]['partuuid']} / ext4", read("etc/fstab"))
            self.assertEqual(os.path.getsize(f"{point}/big"), 12 * MIB)
            command("umount", point)
        with open(f"{disk.path}p3", "rb") as file:
            self.assertEqual(file.read(7000), b"unknown" * 1000)

    def test_grows_the_last_file_system(self) -> None:
        root = {"number": 1, "startBytes": MIB, "sizeBytes": 200 * MIB, "content": "used"}
        swap = {"number": 2, "startBytes": 201 * MIB, "sizeBytes": 64 * MIB, "content": "remade"}
        self.assertEqual(
            [(part["startBytes"] // MIB, part["sizeBytes"] // MIB) for part in fitted([root, swap], 1000 * MIB + 512)],
            [(1, 934), (935, 64)],
        )
        self.assertEqual(minimum_disk([root, swap]), 218 * MIB)
        self.assertEqual(
            [(part["startBytes"] // MIB, part["sizeBytes"] // MIB) for part in fitted([root, swap], 218 * MIB)],
            [(1, 200), (201, 16)],
        )

    def test_a_smaller_disk_takes_it_when_the_file_systems_fit(self) -> None:
        least = read_index(self.source.index).minimum_disk
        self.assertLess(least, SOURCE_SIZE)
        disk = self.target(least)
        apply_disk.run(self.order(disk), self.report)
        verify_disk.run(self.order(disk), self.report)
        renewed = renew_identifiers.run(self.order(disk), self.report)
        self.check_system(disk, renewed)

    def refused_untouched(self, disk, message: str) -> None:
        with self.assertRaisesRegex(AgentError, message) as caught:
            apply_disk.run(self.order(disk), self.report)
        self.assertEqual(caught.exception.kind, "operator")
        with open(disk.path, "rb") as file:
            self.assertEqual(file.read().count(0), disk.size)

    def test_refuses_a_disk_that_is_too_small_before_writing(self) -> None:
        least = read_index(self.source.index).minimum_disk
        self.refused_untouched(self.target(least - MIB), "nothing was written")

    def test_refuses_another_sector_size_before_writing(self) -> None:
        self.refused_untouched(self.target(SOURCE_SIZE, 4096), "sectors of 512 bytes.*has 4096; nothing was written")

    def test_fetches_only_what_the_disk_does_not_hold(self) -> None:
        disk = self.target()
        first = apply_disk.run(self.order(disk), self.report)
        self.assertEqual(first["fetchedBytes"], self.server.sent - len(self.source.index))
        again = apply_disk.run(self.order(disk), self.report)
        self.assertEqual((again["framesKept"], again["fetchedBytes"]), (first["frames"], 0))
        index = read_index(self.source.index)
        rotten = index.frames[len(index.frames) // 2]
        with open(disk.path, "r+b") as file:
            file.seek(rotten.extents[0][0])
            file.write(b"rotten")
        self.server.sent = 0
        repaired = apply_disk.run(self.order(disk), self.report)
        expected = rotten.length + index.frames[0].length
        self.assertEqual(repaired["fetchedBytes"], expected)
        self.assertEqual(self.server.sent, expected + len(self.source.index))
        verify_disk.run(self.order(disk), self.report)

    def captured_again(self, held: bytes = b"", breaks: list[int] | None = None) -> dict:
        """Captures the disk of this test; `held` is what the server has of an upload, `breaks` where it is cut off."""
        self.server.part[:], self.server.part_sent, self.server.part_breaks = held, 0, breaks or []
        order = {"disk": {"serial": "loop-test-1"}, "uploadUrl": self.server.url("up"), "ticket": "t"}
        return capture_disk.run(order, self.report)

    def test_a_capture_goes_on_where_its_upload_broke(self) -> None:
        disk = self.target()
        apply_disk.run(self.order(disk), self.report)
        whole = self.captured_again()
        payload = self.server.uploads[0]
        self.assertGreater(len(payload), 8 * MIB)
        with self.assertRaises(AgentError) as caught:
            self.captured_again(breaks=[10**9, 1000] + [0] * 100)
        self.assertEqual(caught.exception.kind, "transient")
        held = bytes(self.server.part)
        self.assertEqual(len(held), 8 * MIB)  # a part that was cut is replaced by the next one
        again = self.captured_again(held + payload[8 * MIB : 8 * MIB + 1000])
        self.assertEqual(again["payload"], {"bytes": len(payload), "heldBefore": 8 * MIB + 1000})
        self.assertEqual(self.server.part_sent, len(payload) - 8 * MIB - 1000)
        self.assertEqual(again["payloadSha256"], whole["payloadSha256"])

    def test_a_capture_over_a_connection_that_breaks_is_the_same(self) -> None:
        disk = self.target()
        apply_disk.run(self.order(disk), self.report)
        whole = self.captured_again()
        broken = self.captured_again(breaks=[0, 1000, 10**9, 0])
        self.assertEqual(broken["payloadSha256"], whole["payloadSha256"])

    def test_a_capture_takes_nothing_from_the_upload_of_another_disk(self) -> None:
        disk = self.target()
        apply_disk.run(self.order(disk), self.report)
        whole = self.captured_again()
        for held in (b"other" * 1000, os.urandom(30 * MIB)):
            with self.subTest(len(held)):
                again = self.captured_again(held)
                self.assertEqual(again["payload"]["heldBefore"], 0)
                self.assertEqual(again["payloadSha256"], whole["payloadSha256"])

    def test_goes_on_after_an_interruption_and_never_starts_half_a_disk(self) -> None:
        disk = self.target()
        self.server.breaks = [len(self.source.index)] + [10**9, 10**9] + [0] * 100
        with self.assertRaises(AgentError) as caught:
            apply_disk.run(self.order(disk), self.report)
        self.assertEqual(caught.exception.kind, "transient")
        with open(disk.path, "rb") as file:
            self.assertEqual(file.read(MIB).count(0), MIB)
        already = self.server.sent - len(self.source.index)
        self.assertGreater(already, 0)
        self.server.breaks, self.server.sent = [], 0
        apply_disk.run(self.order(disk), self.report)
        first = read_index(self.source.index).frames[0].length
        whole = sum(frame.length for frame in read_index(self.source.index).frames)
        self.assertLessEqual(self.server.sent - len(self.source.index), whole - already + first + SLOT // 50)
        verify_disk.run(self.order(disk), self.report)

    def test_goes_on_over_a_connection_that_breaks(self) -> None:
        disk = self.target()
        self.server.breaks = [len(self.source.index), 1000, 0, 50_000, 0]
        apply_disk.run(self.order(disk), self.report)
        verify_disk.run(self.order(disk), self.report)

    def test_refuses_a_corrupted_truncated_or_swapped_payload(self) -> None:
        index = read_index(self.source.index)
        middle = index.frames[len(index.frames) // 2]
        corrupted = bytearray(self.source.payload)
        corrupted[middle.offset + middle.length // 2] ^= 1
        swapped = bytearray(self.source.payload)
        one, other = [frame for frame in index.frames if frame.length > 1000][:2]
        swapped[one.offset : one.offset + 1000] = self.source.payload[other.offset : other.offset + 1000]
        cases = {"corrupted": corrupted, "swapped": swapped, "truncated": self.source.payload[: len(self.source.payload) // 2]}
        for name, payload in cases.items():
            with self.subTest(name), contextlib.ExitStack() as stack:
                disk = stack.enter_context(loop_disk(SOURCE_SIZE))
                stack.enter_context(only_disks(disk))
                self.server.files["payload"] = bytes(payload)
                with self.assertRaises(AgentError) as caught:
                    apply_disk.run(self.order(disk), self.report)
                self.assertEqual(caught.exception.kind, "transient" if name == "truncated" else "permanent")
                with open(disk.path, "rb") as file:
                    self.assertEqual(file.read(MIB).count(0), MIB)

    def test_refuses_another_index(self) -> None:
        disk = self.target()
        self.server.files["index"] = self.source.index.replace(b"debian", b"windows") + b" "
        with self.assertRaisesRegex(AgentError, "digest"):
            apply_disk.run(self.order(disk), self.report)

    def test_names_the_blocks_that_differ(self) -> None:
        disk = self.target()
        apply_disk.run(self.order(disk), self.report)
        frame = read_index(self.source.index).frames[3]
        with open(disk.path, "r+b") as file:
            file.seek(frame.extents[0][0])
            file.write(b"rotten")
        with self.assertRaisesRegex(AgentError, rf"1 blocks \(bytes {frame.extents[0][0]}\)"):
            verify_disk.run(self.order(disk), self.report)
        sampled = {"mode": "sampled", "sampleFraction": 0.25}
        with contextlib.suppress(AgentError):
            result = verify_disk.run(self.order(disk, **sampled), self.report)
            self.assertLess(result["frames"], len(read_index(self.source.index).frames) / 3)


class GridTest(unittest.TestCase):
    def test_merges_ranges_and_cuts_them_at_cells(self) -> None:
        self.assertEqual(merged([(10, 5), (0, 10), (20, 0), (14, 3)]), [(0, 17)])
        self.assertEqual(
            list(cells([(0, 10), (100, CELL), (3 * CELL - 1, 2)])),
            [[(0, 10), (100, CELL - 100)], [(CELL, 100)], [(3 * CELL - 1, 1)], [(3 * CELL, 1)]],
        )

    def test_slots_are_filled_closed_and_padded(self) -> None:
        sizes = [3 * MIB, MIB, 2 * MIB + 5, MIB, MIB - 10, 4 * MIB, 7] * 4
        sent, frames = bytearray(), []
        packer = SlotPacker(sent.extend)
        for number, size in enumerate(sizes):
            frame = Frame([(number * CELL, 1)], 1, "", size, "")
            packer.add(frame, bytes([number]) * size)
            frames.append(frame)
        packer.finish()
        self.assertEqual(packer.bytes, len(sent))
        for number, frame in enumerate(frames):
            self.assertEqual(sent[frame.offset : frame.offset + frame.length], bytes([number]) * frame.length)
            self.assertEqual(frame.offset // SLOT, (frame.offset + frame.length - 1) // SLOT)

    def test_reads_partclones_map(self) -> None:
        text = "# Domain logfile\n0x04000000     ?\n#      pos        size  status\n0x00000000  0x00450400  +\n0x00450400  0x003B0000  ?\n0x00800400  0x00040800  +\n"
        self.assertEqual(parse_map(text), [(0, 4523008), (8389632, 264192)])

    def test_the_index_has_one_byte_form(self) -> None:
        self.assertEqual(canonical({"b": [1, None], "a": "é"}), b'{"a":"\xc3\xa9","b":[1,null]}')


if __name__ == "__main__":
    unittest.main()
