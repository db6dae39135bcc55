"""A root file system from partition to verification, on a loop device: the real commands, the real kernel."""

import hashlib
import io
import os
import subprocess
import tarfile
import tempfile
import unittest
from unittest import mock

from etabli_agent import fetch, kept_part
from etabli_agent.commands import apply_rootfs, install_boot, mount_target, partition, verify_rootfs
from etabli_agent.errors import AgentError
from etabli_agent.report import Report

from .loop_disk import SERIAL, command, loop_disk, only_disks, without_fat
from .payload_server import payload_server
from .target_folder import target_in

GIB = 1 << 30
CONTENTS = """\
d\t755\t0\t0\t0\t-\tetc
f\t644\t0\t0\t5\t{hello}\tetc/hostname
f\t4755\t0\t42\t3000000\t{big}\tbig
l\t777\t0\t0\t0\tbig\tlink
h\t4755\t0\t42\t3000000\tbig\thard
f\t644\t1000\t1000\t5\t{hello}\tétrange\\tnom
"""


def archive() -> tuple[bytes, bytes]:
    """(tar.zst, contents.zst) of a tiny system."""
    big = os.urandom(3_000_000)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        def add(name: str, data: bytes = b"", **fields: object) -> None:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            for key, value in fields.items():
                setattr(info, key, value)
            tar.addfile(info, io.BytesIO(data))

        add("./etc", type=tarfile.DIRTYPE, mode=0o755)
        add("./etc/hostname", b"hello", mode=0o644)
        add("./big", big, mode=0o4755, gid=42)
        add("./link", type=tarfile.SYMTYPE, linkname="big", mode=0o777)
        add("./hard", type=tarfile.LNKTYPE, linkname="./big", mode=0o4755, gid=42)
        add("./étrange\tnom", b"hello", mode=0o644, uid=1000, gid=1000)
    digests = {"hello": hashlib.sha256(b"hello").hexdigest(), "big": hashlib.sha256(big).hexdigest()}
    return packed(buffer.getvalue()), packed(CONTENTS.format(**digests).encode())


def packed(data: bytes) -> bytes:
    return subprocess.run(["zstd", "-qc"], input=data, stdout=subprocess.PIPE, check=True).stdout


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class RootfsTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.target = f"{folder}/target"
        target_in(self, self.target)
        self.enterContext(mock.patch.object(fetch.time, "sleep"))
        self.server = self.enterContext(payload_server())
        self.report = Report(io.StringIO())

    def prepare(self, size: int = 4 * GIB, firmware: str = "uefi", sector: int = 512, **layout: object) -> dict:
        self.disk = self.enterContext(loop_disk(size, sector))
        self.enterContext(only_disks(self.disk))
        self.enterContext(without_fat())
        parameters = {"disk": {"serial": SERIAL.upper(), "sizeBytes": size}, "layout": layout, "firmware": firmware}
        self.made = partition.run(parameters, self.report)
        return self.made

    def apply(self, data: bytes, **changed: object) -> dict:
        self.server.files["rootfs"] = data
        order = {"url": self.server.url("rootfs"), "sha256": digest(data), "bytes": len(data), "target": self.target}
        return apply_rootfs.run(order | changed, self.report)

    def verify(self, contents: bytes, **more: object) -> dict:
        self.server.files["contents"] = contents
        order = {"contentsUrl": self.server.url("contents"), "contentsSha256": digest(contents), "target": self.target}
        return verify_rootfs.run(order | {"mode": "full"} | more, self.report)

    def test_partitions_a_uefi_disk_and_mounts_it(self) -> None:
        made = self.prepare(swap={"sizeBytes": 100_000_000})
        self.assertEqual([part["role"] for part in made["partitions"]], ["esp", "swap", "root"])
        self.assertEqual([part["fileSystem"] for part in made["partitions"]], ["vfat", "swap", "ext4"])
        self.assertEqual([part["sizeBytes"] for part in made["partitions"][:2]], [536870912, 100663296])
        self.assertTrue(os.path.ismount(self.target))
        self.assertTrue(all(part["uuid"] and part["partuuid"] for part in made["partitions"]))

    def test_partitions_twice_and_on_4k_sectors_with_a_bios_boot_partition(self) -> None:
        self.prepare(firmware="bios", sector=4096)
        order = {"disk": {"serial": SERIAL}, "layout": {}, "firmware": "bios"}
        made = partition.run(order, self.report)
        self.assertEqual([part["role"] for part in made["partitions"]], ["biosboot", "esp", "root"])
        mount_target.run({"disk": {"serial": SERIAL}, "partitions": made["partitions"]}, self.report)
        command("umount", "-R", self.target)
        mount_target.run({"disk": {"serial": SERIAL}, "partitions": made["partitions"]}, self.report)
        self.assertTrue(os.path.ismount(self.target))

    def test_applies_and_verifies_over_a_connection_that_breaks(self) -> None:
        self.prepare()
        data, contents = archive()
        self.server.breaks = [100_000, 0, 1_000_000]
        self.assertEqual(self.apply(data), {"sha256": digest(data), "bytes": len(data), "keptBytes": 0})
        result = self.verify(contents)
        self.assertEqual(result["entries"], 6)
        self.assertEqual(result["files"], 3)
        self.assertEqual(result["bytes"], 3_000_010)
        self.assertEqual(result["differences"], [])
        again = self.apply(data)
        self.assertEqual(again["bytes"], len(data))

    def interrupted(self, data: bytes) -> int:
        """A transfer that breaks for good in its middle; the bytes that came."""
        self.server.breaks, self.server.sent = [2_000_000] + [0] * 100, 0
        with self.assertRaises(AgentError) as caught:
            self.apply(data)
        self.assertEqual(caught.exception.kind, "transient")
        self.server.breaks = []
        sent, self.server.sent = self.server.sent, 0
        return sent

    def test_goes_on_after_an_interruption_from_what_is_on_the_disk(self) -> None:
        made = self.prepare()
        data, contents = archive()
        came = self.interrupted(data)
        command("umount", "-R", self.target)  # as after a power cut
        order = {"disk": {"serial": SERIAL}, "partitions": made["partitions"]}
        result = self.apply(data, **order)
        self.assertEqual(result, {"sha256": digest(data), "bytes": len(data), "keptBytes": came})
        self.assertEqual(self.server.sent, len(data) - came)
        self.assertEqual(self.verify(contents, **order)["differences"], [])

    def test_what_the_disk_kept_badly_is_fetched_again(self) -> None:
        self.prepare()
        data, contents = archive()
        self.interrupted(data)
        [kept] = [name for name in os.listdir(self.target) if name.startswith(".etabli-")]
        with open(f"{self.target}/{kept}", "r+b") as file:
            file.seek(1_000_000)
            file.write(b"rotten")
        self.assertEqual(self.apply(data)["keptBytes"], 0)
        self.assertEqual(self.verify(contents)["differences"], [])

    def test_keeps_no_part_where_the_system_would_lack_the_room(self) -> None:
        self.prepare(size=2 * GIB)
        data, _ = archive()
        with mock.patch.object(kept_part, "_ROOM_FACTOR", 1000):
            self.interrupted(data)
            self.assertEqual(self.apply(data)["keptBytes"], 0)

    def test_another_master_takes_nothing_from_the_part_of_the_one_before(self) -> None:
        self.prepare()
        self.interrupted(archive()[0])
        other, contents = archive()
        self.assertEqual(self.apply(other)["keptBytes"], 0)
        self.assertEqual(self.verify(contents)["differences"], [])

    def test_refuses_a_corrupted_truncated_or_swapped_master_and_leaves_nothing_of_it(self) -> None:
        self.prepare()
        data, _ = archive()
        other, _ = archive()
        corrupted = bytearray(data)
        corrupted[len(data) // 2] ^= 1
        cases = [
            ("corrupted", bytes(corrupted), {"sha256": digest(data)}),
            ("truncated", data[:-1000], {"sha256": digest(data), "bytes": len(data)}),
            ("swapped", other, {"sha256": digest(data), "bytes": len(other)}),
        ]
        for name, sent, promised in cases:
            with self.subTest(name), self.assertRaises(AgentError) as caught:
                self.apply(sent, **promised)
            self.assertEqual(caught.exception.kind, "permanent")
            self.assertIn(f"instead of {digest(data)}" if name != "truncated" else "bytes expected", caught.exception.en)
            self.assertEqual([path for path in os.listdir(self.target) if path != "boot"], ["lost+found"])

    def test_names_every_difference_on_the_disk(self) -> None:
        self.prepare()
        data, contents = archive()
        self.apply(data)
        with open(f"{self.target}/big", "r+b") as file:
            file.seek(1_500_000)
            file.write(b"rotten")
        os.chown(f"{self.target}/étrange\tnom", 0, 1000)
        os.unlink(f"{self.target}/link")
        with open(f"{self.target}/etc/extra", "w", encoding="ascii"):
            pass
        with self.assertRaises(AgentError) as caught:
            self.verify(contents)
        text = caught.exception.en
        self.assertIn("differs from the master in 4 points", text)
        for part in ("big: digest", "étrange\tnom: mode, uid, gid 644 0 1000", "link: No such file", "etc/extra: not in"):
            self.assertIn(part, text)

    def test_refuses_a_swapped_contents_manifest(self) -> None:
        self.prepare()
        data, contents = archive()
        self.apply(data)
        with self.assertRaisesRegex(AgentError, "digest"):
            self.verify(contents, contentsSha256="0" * 64)

    def test_never_empties_what_is_not_a_mounted_target(self) -> None:
        os.makedirs(f"{self.target}/precious")
        with self.assertRaisesRegex(AgentError, "is not mounted"):
            self.apply(b"")
        self.assertEqual(os.listdir(self.target), ["precious"])

    def test_writes_fstab_by_uuid(self) -> None:
        made = self.prepare(swap={"sizeBytes": 1 << 26})
        os.makedirs(f"{self.target}/etc")
        install_boot.write_fstab(self.target, made["partitions"])
        uuids = {part["role"]: part["uuid"] for part in made["partitions"]}
        with open(f"{self.target}/etc/fstab", encoding="ascii") as file:
            self.assertEqual(
                file.read(),
                "# <file system> <mount point> <type> <options> <dump> <pass>\n"
                f"UUID={uuids['esp']} /boot/efi vfat umask=0077 0 1\n"
                f"UUID={uuids['swap']} none swap sw 0 0\n"
                f"UUID={uuids['root']} / ext4 errors=remount-ro 0 1\n",
            )


if __name__ == "__main__":
    unittest.main()
