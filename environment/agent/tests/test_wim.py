"""An image of Windows from its partition to its verification: real wimlib and ntfs-3g on loop devices."""

import hashlib
import io
import json
import os
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import unittest
import warnings
from contextlib import contextmanager, suppress
from typing import Iterator
from unittest import mock

from etabli_agent import fetch, verified_record
from etabli_agent.commands import apply_wim, partition, verify_wim
from etabli_agent.errors import AgentError
from etabli_agent.mounts import mount_points, unmount_tree
from etabli_agent.report import Report
from etabli_agent.windows_volume import windows_volume

from .loop_disk import SERIAL, command, loop_disk, only_disks
from .payload_server import payload_server
from .target_folder import target_in
from .wim_tree import FILES, LONG, Master, junction, make_master, packed, set_attributes, set_reparse

MIB = 1 << 20
GIB = 1 << 30
PLAN = [
    {"role": "esp", "sizeBytes": 300 * MIB},
    {"role": "msr", "sizeBytes": 16 * MIB},
    {"role": "windows", "sizeBytes": None, "label": "Poste"},
]


class WimCase(unittest.TestCase):
    master: Master

    @classmethod
    def setUpClass(cls) -> None:
        cls.master = make_master()

    def setUp(self) -> None:
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.target = f"{folder}/target"
        target_in(self, self.target)
        self.enterContext(mock.patch.object(verified_record, "RECORD", f"{folder}/record"))
        self.enterContext(mock.patch.object(fetch.time, "sleep"))
        self.server = self.enterContext(payload_server())
        self.output = io.StringIO()
        self.report = Report(self.output)

    def prepare(self, sector: int = 512, windows: int | None = None, size: int = 4 * GIB) -> None:
        self.disk = self.enterContext(loop_disk(size, sector))
        self.enterContext(only_disks(self.disk))
        plan = [*PLAN[:2], {**PLAN[2], "sizeBytes": windows}]
        order = {"disk": {"serial": SERIAL}, "table": "gpt", "firmware": "uefi", "partitions": plan}
        self.partitions = partition.run(order, Report(io.StringIO()))["partitions"]
        self.device = self.partitions[2]["path"]

    def apply(self, wim: bytes | None = None, **changed: object) -> dict:
        wim = self.master.wim if wim is None else wim
        self.server.files["wim"] = wim
        order = {"url": self.server.url("wim"), "sha256": digest(wim), "bytes": len(wim), "rawBytes": 5 * MIB}
        order |= {"disk": {"serial": SERIAL}, "partitions": self.partitions}
        return apply_wim.run(order | changed, self.report)

    def verify(self, contents: bytes | None = None, **more: object) -> dict:
        self.server.files["contents"] = contents = contents or self.master.contents
        order = {"contentsUrl": self.server.url("contents"), "contentsSha256": digest(contents)}
        order |= {"disk": {"serial": SERIAL}, "partitions": self.partitions, "mode": "full"}
        return verify_wim.run(order | more, self.report)

    def fails(self, wim: bytes | None = None, **changed: object) -> AgentError:
        with self.assertRaises(AgentError) as caught:
            self.apply(wim, **changed)
        return caught.exception

    def differs(self, **more: object) -> str:
        with self.assertRaises(AgentError) as caught:
            self.verify(**more)
        self.assertEqual(caught.exception.kind, "permanent")
        return caught.exception.en

    @contextmanager
    def volume(self) -> Iterator[str]:
        """The volume as somebody else would mount it, without the agent's record."""
        with tempfile.TemporaryDirectory() as point:
            command("mount", "-o", "streams_interface=windows", self.device, point)
            try:
                yield point
            finally:
                command("umount", point)

    def names(self) -> list[str]:
        with self.volume() as root:
            return os.listdir(root)

    def said(self) -> list[dict]:
        return [json.loads(line) for line in self.output.getvalue().splitlines()]


class ApplyTest(WimCase):
    def test_applies_an_image_and_every_file_is_read_back(self) -> None:
        for sector in (512, 4096):
            with self.subTest(sector):
                self.prepare(sector)
                result = self.apply()
                self.assertEqual(result["bytes"], len(self.master.wim))
                found = self.verify()
                # 12 files, one further name, 3 streams (one of them by both names), 4 reparse points
                self.assertEqual(found["files"], 20)
                self.assertEqual(found["entries"], 27)
                self.assertEqual(found["bytes"], sum(FILES.values()) + 1_000_000 + 2 * 26 + 11 + 228 + 28 + 12 + 16)
                self.assertEqual(found["differences"], [])

    def test_the_volume_is_what_the_image_was(self) -> None:
        self.prepare()
        self.apply()
        with self.volume() as root:
            short = os.getxattr(f"{root}/Program Files", "system.ntfs_dos_name")
            links = os.stat(f"{root}/Windows/explorer.exe").st_nlink
            names = os.listdir(f"{root}/Users/Public")
            with open(f"{root}/Windows/explorer.exe:Zone.Identifier", "rb") as file:
                stream = file.read()
        self.assertEqual((short, links, names), (b"PROGRA~1", 2, [LONG]))
        self.assertEqual(stream, b"[ZoneTransfer]\r\nZoneId=3\r\n")
        # Another program than ntfs-3g's driver reads the same bytes.
        command_line = ["ntfscat", self.device, "Windows/System32/ntoskrnl.exe"]
        kernel = subprocess.run(command_line, capture_output=True, check=True)
        line = next(line for line in self.master.lines if line.endswith("\tWindows/System32/ntoskrnl.exe"))
        self.assertEqual(hashlib.sha1(kernel.stdout).hexdigest(), line.split("\t")[3])

    def test_applies_every_compression_that_can_come_through_a_pipe(self) -> None:
        self.prepare()
        for compression in ("none", "XPRESS", "LZMS"):
            with self.subTest(compression):
                master = make_master(compression)
                self.apply(master.wim)
                self.assertEqual(self.verify(master.contents)["differences"], [])

    def test_the_volume_stays_the_one_that_was_made(self) -> None:
        self.prepare()
        self.apply()
        identity = command("blkid", "-p", "-s", "UUID", "-o", "value", self.device).strip()
        label = command("blkid", "-p", "-s", "LABEL", "-o", "value", self.device).strip()
        self.assertEqual((identity, label), (self.partitions[2]["uuid"], "Poste"))
        with open(self.device, "rb") as file:
            hidden = struct.unpack_from("<I", file.read(64), 28)[0]
        self.assertEqual(hidden, 317 * 2048)

    def test_applies_over_a_connection_that_breaks(self) -> None:
        self.prepare()
        self.server.breaks = [100, 0, 50_000, 0, 0, 1_000_000]
        self.apply()
        self.assertEqual(self.verify()["differences"], [])
        self.assertEqual(self.server.sent, len(self.master.wim) + len(self.master.contents))

    def test_progress_reaches_the_end_only_when_the_image_is_applied(self) -> None:
        self.prepare()
        self.apply()
        total = len(self.master.wim)
        shown = [line["progress"] for line in self.said() if "progress" in line]
        ends = [one for one in shown if one["done"] == total]
        self.assertEqual(ends, [{"done": total, "total": total, "unit": "bytes"}])
        self.assertEqual(shown[-1]["done"], total)
        self.output.truncate(0)
        corrupted = bytearray(self.master.wim)
        corrupted[-1000] ^= 1
        self.fails(bytes(corrupted), sha256=digest(self.master.wim))
        self.assertNotIn(f'"done":{total},"total":{total}', self.output.getvalue())

    def test_a_retry_begins_with_an_empty_volume(self) -> None:
        self.prepare()
        self.apply()
        with self.volume() as root, open(f"{root}/Windows/leftover", "w", encoding="ascii"):
            pass
        self.apply()
        self.assertEqual(self.verify()["differences"], [])

    def test_a_transfer_that_ends_in_its_middle_is_retried(self) -> None:
        self.prepare()
        self.server.breaks = [2_000_000] + [0] * 100
        self.assertEqual(self.fails().kind, "transient")
        self.server.breaks = []
        self.apply()
        self.assertEqual(self.verify()["differences"], [])

    def test_an_agent_that_was_killed_leaves_what_is_no_success_and_a_retry_mends(self) -> None:
        self.prepare()
        self.assertEqual(self.killed_after(2_000_000), signal.SIGKILL)
        self.assertIn("differs from the master", self.differs())
        self.apply()
        self.assertEqual(self.verify()["differences"], [])

    def killed_after(self, count: int) -> int:
        """The agent in a process of its own, killed once so many bytes have come; the signal that ended it."""

        def cut(url: str, total: int) -> Iterator[bytes]:
            done = 0
            for chunk in fetch.stream(url, total):
                yield chunk
                done += len(chunk)
                if done >= count:
                    os.kill(os.getpid(), signal.SIGKILL)

        self.server.files["wim"] = self.master.wim
        with warnings.catch_warnings(action="ignore"):  # the thread of the server holds nothing that the child needs
            agent = os.fork()
        if agent == 0:
            try:
                with mock.patch.object(apply_wim, "stream", cut):
                    self.apply()
            finally:
                os._exit(1)
        status = os.waitpid(agent, 0)[1]
        self.wait_for_wimapply()
        return os.WTERMSIG(status)

    def wait_for_wimapply(self) -> None:
        """Its pipe has ended, so it ends."""
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    if file.read().startswith(f"wimapply\0-\0001\0{self.device}\0".encode()):
                        select.select([os.pidfd_open(int(pid))], [], [], 60)
            except OSError:
                continue  # it has ended already

    def test_refuses_a_corrupted_truncated_or_swapped_image_and_leaves_nothing_of_it(self) -> None:
        self.prepare()
        wim = self.master.wim
        corrupted, late = bytearray(wim), bytearray(wim)
        corrupted[len(wim) // 2] ^= 1
        late[-60] ^= 1  # in what wimlib does not read
        promised = {"sha256": digest(wim), "bytes": len(wim)}
        cases = [
            ("corrupted", bytes(corrupted), promised, f"instead of {digest(wim)}"),
            ("corrupted at the end", bytes(late), promised, f"instead of {digest(wim)}"),
            ("truncated", wim[:-1000], promised, "bytes expected"),
            ("swapped", wim, {"sha256": "0" * 64}, "instead of 0000"),
        ]
        for name, sent, expected, text in cases:
            with self.subTest(name):
                error = self.fails(sent, **expected)
                self.assertEqual(error.kind, "permanent")
                self.assertIn(text, error.en)
                self.assertEqual(self.names(), [])

    def test_an_image_that_was_stored_corrupted_says_so(self) -> None:
        self.prepare()
        corrupted = bytearray(self.master.wim)
        corrupted[len(corrupted) // 2] ^= 1
        truncated = self.master.wim[:-2_000_000]
        for wim, text in ((bytes(corrupted), "the data of the image is corrupted"), (truncated, "is truncated")):
            with self.subTest(text):
                error = self.fails(wim)
                self.assertEqual(error.kind, "permanent")
                self.assertIn(text, error.en)
                self.assertIn("etabli master import", error.remedy_en)
                self.assertEqual(self.names(), [])

    def test_a_volume_too_small_is_refused_before_and_found_out_while_applying(self) -> None:
        self.prepare(windows=6 * MIB)
        error = self.fails(rawBytes=7 * MIB)
        self.assertEqual((error.kind, self.server.sent), ("operator", 0))
        self.assertIn("6291456 bytes, the image needs 7340032", error.en)
        error = self.fails(rawBytes=None)
        self.assertEqual(error.kind, "operator")
        self.assertIn("the volume of Windows is too small", error.en)
        self.assertIn("No space left on device", error.en)
        self.assertIn("Enlarge the partition of Windows", error.remedy_en)

    def test_refuses_what_is_no_single_pipable_image_before_it_writes(self) -> None:
        self.prepare()
        self.apply()
        header = self.master.wim[:208]

        def changed(at: int, data: bytes) -> bytes:
            return header[:at] + data + header[at + len(data) :] + bytes(1000)

        cases = [
            (b"not a WIM" * 100, "it is not a WIM image"),
            (b"WLPWM\0\0\0", "it is not a WIM image"),
            (changed(0, b"MSWIM\0\0\0"), "it cannot be applied while it is transferred"),
            (changed(12, struct.pack("<I", 0x10E00)), "its version 0x10e00 is unknown"),
            (changed(40, struct.pack("<HH", 2, 3)), "it is part 2 of 3"),
            (changed(44, struct.pack("<I", 4)), "it has 4 images"),
        ]
        for wim, text in cases:
            with self.subTest(text):
                error = self.fails(wim)
                self.assertEqual(error.kind, "permanent")
                self.assertIn(text, error.en)
        self.assertEqual(self.verify()["differences"], [])

    def test_refuses_another_partition_than_the_one_that_was_made(self) -> None:
        self.prepare()
        self.partitions[2]["partuuid"] = "11111111-2222-4333-8444-555555555555"
        error = self.fails()
        self.assertIn("is not the partition that was made", error.en)
        self.assertEqual(self.server.sent, 0)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class VerifyTest(WimCase):
    def setUp(self) -> None:
        super().setUp()
        self.prepare(windows=128 * MIB)
        self.apply()

    def test_a_byte_that_the_disk_changed_is_found(self) -> None:
        kernel = self.kernel()
        with open(self.device, "r+b") as file:
            data = file.read()
            at = data.index(kernel[100_000:100_064])
            file.seek(at)
            file.write(bytes([data[at] ^ 1]))
        self.assertIn("differs from the master in 1 points: Windows/System32/ntoskrnl.exe: SHA-1", self.differs())

    def kernel(self) -> bytes:
        command_line = ["ntfscat", self.device, "Windows/System32/ntoskrnl.exe"]
        return subprocess.run(command_line, capture_output=True, check=True).stdout

    def test_names_every_difference(self) -> None:
        with self.volume() as root:
            with open(f"{root}/Windows/System32/added.dll", "w", encoding="ascii"):
                pass
            os.makedirs(f"{root}/Added/below")
            os.unlink(f"{root}/Windows/empty.dat")
            os.truncate(f"{root}/bootmgr", 4095)
            set_attributes(f"{root}/Windows/tiny.ini", 0x25)
            with open(f"{root}/Users:notes", "wb") as file:
                file.write(b"of a fOlder")
            with open(f"{root}/Windows/explorer.exe:Zone.Identifier", "ab") as file:
                file.write(b"longer")
            with open(f"{root}/Windows/System32/ntoskrnl.exe:virus", "wb") as file:
                file.write(b"x")
            os.removexattr(f"{root}/Windows/relative.txt", "system.ntfs_reparse_data", follow_symlinks=False)
            os.unlink(f"{root}/Windows/System32/explorer.exe")
            shutil.copyfile(f"{root}/Windows/explorer.exe", f"{root}/Windows/System32/explorer.exe")
            with open(f"{root}/Windows/System32/explorer.exe:Zone.Identifier", "wb") as file:
                file.write(b"[ZoneTransfer]\r\nZoneId=3\r\n")
        with mock.patch.object(verify_wim, "NAMED", 20):
            text = self.differs()
        self.assertIn("differs from the master in 11 points", text)
        for part in (
            "Windows/System32/added.dll: not in the master",
            "Added: not in the master",
            "Windows/empty.dat: No such file or directory",
            "bootmgr: 4095 bytes, 4096 expected",
            "Windows/tiny.ini: attributes readonly, system, archive; "
            "attributes readonly, hidden, system, archive expected",
            "Users:notes: SHA-1",
            "Windows/explorer.exe:Zone.Identifier: 32 bytes, 26 expected",
            "Windows/System32/ntoskrnl.exe:virus: not in the master",
            "Windows/relative.txt: attributes archive; attributes archive, reparse point expected",
            "Windows/relative.txt: reparse point",
            "Windows/System32/explorer.exe: no further name of another file",
        ):
            self.assertIn(part, text)

    def test_a_changed_junction_and_a_lost_stream_are_found(self) -> None:
        with self.volume() as root:
            set_reparse(f"{root}/Documents and Settings", junction("D:\\Users"))
            os.unlink(f"{root}/Windows/explorer.exe:Zone.Identifier")
        text = self.differs()
        self.assertIn("Documents and Settings: reparse point", text)
        self.assertIn("Windows/explorer.exe:Zone.Identifier: no such stream", text)

    def test_a_sample_reads_some_data_and_still_compares_all_else(self) -> None:
        result = self.verify(mode="sampled", sampleFraction=0.01)
        self.assertEqual((result["entries"], result["differences"]), (27, []))
        self.assertIn(result["files"], (1, 2))  # a path has a stream or two
        self.assertGreater(result["bytes"], 0)
        with self.volume() as root:
            set_attributes(f"{root}/Windows/tiny.ini", 0x20)
            os.truncate(f"{root}/Windows/System32/drivers/storport.sys", 199_999)
        text = self.differs(mode="sampled", sampleFraction=0.01)
        self.assertIn("Windows/tiny.ini: attributes archive;", text)
        self.assertIn("Windows/System32/drivers/storport.sys: 199999 bytes, 200000 expected", text)

    def test_the_table_may_tell_streams_and_folders_of_links_once(self) -> None:
        """As the server writes it: streams with the first name of a file, a junction as a reparse point only."""
        left_out = ("d\t00000430\t0\t-\tDocuments and Settings", "\tWindows/System32/explorer.exe:Zone.Identifier")
        lines = [line for line in self.master.lines if not line.endswith(left_out)]
        self.assertEqual(len(lines), len(self.master.lines) - 2)
        self.assertEqual(self.verify(packed(lines))["differences"], [])

    def test_a_table_that_compares_nothing_is_no_success(self) -> None:
        self.assertIn("Nothing was compared", self.nothing(["d\t00000010\t0\t-\tWindows"], "Windows only"))
        for lines in ([], ["f\t00000020\t5\tnot-a-digest\tWindows/tiny.ini"], ["x\t00000020\t0\t-\tWindows"]):
            with self.subTest(lines):
                self.assertIn("file table cannot be read", self.nothing(lines))
        for contents in (self.master.contents[:-20], b"not zstd"):
            with self.subTest(contents[:4]):
                self.assertIn("file table cannot be read", self.differs(contents=contents))

    def nothing(self, lines: list[str], keep: str = "") -> str:
        if keep:
            with self.volume() as root:
                for name in os.listdir(root):
                    command("rm", "-rf", f"{root}/{name}")
                os.mkdir(f"{root}/Windows")
                set_attributes(f"{root}/Windows", 0x10)
        return self.differs(contents=packed(lines))

    def test_a_mount_that_an_earlier_run_left_is_not_written_through(self) -> None:
        self.prepare()
        self.apply()
        for state in ("read-only", "dead"):
            with self.subTest(state):
                self.leave_mounted()
                if state == "dead":
                    self.kill_driver()
                with windows_volume(self.disk, self.partitions) as root:
                    with open(f"{root}/{state}.txt", "w", encoding="utf-8") as file:
                        file.write("written")
                with self.volume() as root:
                    self.assertTrue(os.path.exists(f"{root}/{state}.txt"))

    def test_a_dead_mount_is_taken_away_though_somebody_holds_it(self) -> None:
        self.prepare()
        self.leave_mounted()
        holder = os.open(self.target, os.O_RDONLY)
        try:
            self.kill_driver()
            unmount_tree(self.target)
            self.assertEqual(mount_points(self.target), [])
        finally:
            os.close(holder)

    def leave_mounted(self) -> None:
        os.makedirs(self.target, exist_ok=True)
        command("mount", "-t", "ntfs-3g", "-o", "ro", self.device, self.target)

    def kill_driver(self) -> None:
        """The ntfs-3g of this volume dies, as one does that the kernel ends for its memory."""
        for process in os.listdir("/proc"):
            with suppress(OSError), open(f"/proc/{process}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
                if b"ntfs-3g" in words[0] and self.device.encode() in words:
                    os.kill(int(process), signal.SIGKILL)
        with self.assertRaises(OSError):
            for _ in range(1000):
                os.listdir(self.target)

    def test_is_not_repeated_once_the_deployment_wrote_into_the_volume(self) -> None:
        first = self.verify()
        with windows_volume(self.disk, self.partitions) as root:
            os.makedirs(f"{root}/Windows/Panther")
        self.assertEqual(self.verify(), first)
        self.apply()
        with self.volume() as root:
            os.makedirs(f"{root}/Windows/Panther")
        self.assertIn("Windows/Panther: not in the master", self.differs())


if __name__ == "__main__":
    unittest.main()
