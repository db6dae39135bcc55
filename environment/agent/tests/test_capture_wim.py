"""The Windows of a reference PC becomes a WIM; what is no reference PC is refused with its reason."""

import hashlib
import io
import os
import re
import struct
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import fetch, verified_record
from etabli_agent.commands import apply_wim, capture_wim, partition, verify_wim
from etabli_agent.errors import AgentError
from etabli_agent.ntfs_state import log_is_clean
from etabli_agent.report import Report

from .loop_disk import SERIAL, command, loop_disk, only_disks
from .ntfs_log import restart_page
from .payload_server import payload_server
from .target_folder import target_in
from .wim_tree import fill, packed, software_hive, table

MIB = 1 << 20
GIB = 1 << 30
STATE = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"
PLAN = [
    {"role": "esp", "sizeBytes": 300 * MIB},
    {"role": "msr", "sizeBytes": 16 * MIB},
    {"role": "windows", "sizeBytes": 128 * MIB},
    {"role": "recovery", "sizeBytes": 64 * MIB},
]
LEFT_OUT = ["pagefile.sys", "swapfile.sys", "System Volume Information/tracking.log", "$Recycle.Bin/S-1-5-21/$I1.txt"]


class CaptureWimTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        target_in(self, f"{self.folder}/target")
        self.enterContext(mock.patch.object(verified_record, "RECORD", f"{self.folder}/record"))
        self.enterContext(mock.patch.object(fetch.time, "sleep"))
        self.server = self.enterContext(payload_server())
        self.report = Report(io.StringIO())
        self.disk = self.enterContext(loop_disk(2 * GIB))
        self.enterContext(only_disks(self.disk))
        order = {"disk": {"serial": SERIAL}, "table": "gpt", "firmware": "uefi", "partitions": PLAN}
        self.partitions = partition.run(order, self.report)["partitions"]
        self.device = self.partitions[2]["path"]
        self.windows()

    def windows(self, registry: str = STATE, file: str | None = STATE) -> None:
        """A generalised Windows, unless said otherwise."""
        with self.volume() as root:
            if not os.path.exists(f"{root}/Windows"):
                fill(root)
            os.makedirs(f"{root}/Windows/System32/config", exist_ok=True)
            os.makedirs(f"{root}/Windows/Setup/State", exist_ok=True)
            version = {"CurrentBuild": "26100", "UBR": 1742, "EditionID": "Professional"}
            state = {"ImageState": registry} if registry else {"Other": ""}
            keys = {
                "Microsoft\\Windows NT\\CurrentVersion": version,
                "Microsoft\\Windows\\CurrentVersion\\Setup\\State": state,
            }
            software_hive(f"{root}/Windows/System32/config/SOFTWARE", keys)
            if file is not None:
                with open(f"{root}/Windows/Setup/State/State.ini", "wb") as ini:
                    ini.write(f"[State]\r\nImageState={file}\r\n".encode("utf-16"))
            for path in LEFT_OUT:
                os.makedirs(os.path.dirname(f"{root}/{path}") or root, exist_ok=True)
                with open(f"{root}/{path}", "wb") as one:
                    one.write(b"of this PC")

    def volume(self):
        point = f"{self.folder}/volume"
        os.makedirs(point, exist_ok=True)

        class Volume:
            def __enter__(volume) -> str:
                command("mount", "-o", "streams_interface=windows", self.device, point)
                return point

            def __exit__(volume, *_: object) -> None:
                command("umount", point)

        return Volume()

    def capture(self, **more: object) -> dict:
        order = {"disk": {"serial": SERIAL}, "uploadUrl": self.server.url("up"), "ticket": "a-ticket"}
        return capture_wim.run(order | more, self.report)

    def refused(self, **more: object) -> AgentError:
        before = self.digest()
        with self.assertRaises(AgentError) as caught:
            self.capture(**more)
        self.assertEqual(caught.exception.kind, "operator")
        self.assertEqual(self.server.uploads, [])
        self.assertEqual(self.digest(), before)
        return caught.exception

    def digest(self) -> str:
        with open(self.device, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def write(self, position: int, data: bytes) -> None:
        with open(self.device, "r+b") as file:
            file.seek(position)
            file.write(data)

    def probed(self) -> int:
        """What ntfs-3g itself says of the volume: 14 hibernated, 15 not closed."""
        done = subprocess.run(["ntfs-3g.probe", "--readwrite", self.device], stderr=subprocess.DEVNULL, check=False)
        return done.returncode

    def test_a_generalised_windows_becomes_an_image_that_is_applied_and_verified(self) -> None:
        before = self.digest()
        result = self.capture()
        self.assertEqual(self.digest(), before)
        [wim] = self.server.uploads
        self.assertEqual(result["payloadSha256"], hashlib.sha256(wim).hexdigest())
        self.assertEqual(result["payload"], {"bytes": len(wim), "heldBefore": 0})
        self.assertEqual((result["partition"], result["system"]), (3, "windows"))
        self.assertEqual((result["systemVersion"], result["edition"]), ("26100.1742", "Professional"))
        self.assertGreater(result["rawBytes"], 4 * MIB)
        path = f"{self.folder}/captured.wim"
        with open(path, "wb") as file:
            file.write(wim)
        self.assertIn("Attributes:     Pipable", command("wiminfo", path))
        self.assertIn("Windows Professional 26100.1742", command("wiminfo", path))
        lines = table(path)
        paths = [line.split("\t")[4] for line in lines]
        self.assertIn("Windows/System32/config/SOFTWARE", paths)
        self.assertEqual([path for path in paths if path in LEFT_OUT], [])
        self.server.files |= {"wim": wim, "contents": packed(lines)}
        order = {"disk": {"serial": SERIAL}, "partitions": self.partitions}
        sha256 = hashlib.sha256(wim).hexdigest()
        apply_wim.run(order | {"url": self.server.url("wim"), "sha256": sha256, "bytes": len(wim)}, self.report)
        sha256 = hashlib.sha256(self.server.files["contents"]).hexdigest()
        order |= {"contentsUrl": self.server.url("contents"), "contentsSha256": sha256}
        self.assertEqual(verify_wim.run(order, self.report)["differences"], [])

    def test_an_upload_that_breaks_goes_on(self) -> None:
        self.server.part_breaks = [1000, 0]
        result = self.capture()
        [wim] = self.server.uploads
        self.assertEqual(result["payloadSha256"], hashlib.sha256(wim).hexdigest())

    def test_refuses_a_windows_that_is_not_generalised_and_says_where_it_reads_so(self) -> None:
        self.windows(registry="IMAGE_STATE_COMPLETE", file="IMAGE_STATE_COMPLETE")
        error = self.refused()
        self.assertIn("Windows is not generalised (registry: IMAGE_STATE_COMPLETE", error.en)
        self.assertIn("sysprep.exe /generalize /oobe /shutdown", error.remedy_en)
        self.windows(file="IMAGE_STATE_UNDEPLOYABLE")
        self.assertIn("(State.ini: IMAGE_STATE_UNDEPLOYABLE", self.refused().en)
        self.windows(registry="IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT")
        self.assertIn("(registry: IMAGE_STATE_GENERALIZE_RESEAL_TO_AUDIT", self.refused().en)
        self.windows(registry="")
        self.assertIn("(registry: no ImageState", self.refused().en)

    def test_refuses_a_windows_without_its_state_file(self) -> None:
        with self.volume() as root:
            os.unlink(f"{root}/Windows/Setup/State/State.ini")
        self.assertIn("(State.ini: no ImageState", self.refused().en)

    def test_refuses_a_hibernated_windows(self) -> None:
        for mark in (b"hibr", b"HIBR"):
            with self.subTest(mark):
                with self.volume() as root, open(f"{root}/hiberfil.sys", "wb") as file:
                    file.write(mark + bytes(5000))
                error = self.refused()
                self.assertIn("hibernated, or was shut down with fast startup", error.en)
                self.assertIn("powercfg /h off", error.remedy_en)
                self.assertEqual(self.probed(), 14)
                command("mount", "-o", "remove_hiberfile", self.device, f"{self.folder}/volume")
                command("umount", f"{self.folder}/volume")
        with self.volume() as root, open(f"{root}/hiberfil.sys", "wb") as file:
            file.write(bytes(5000))
        self.assertEqual(self.probed(), 0)
        self.capture()

    def test_refuses_a_windows_that_compactos_compressed(self) -> None:
        with self.volume() as root:
            with open(f"{root}/Windows/System32/SHELL32.dll", "wb") as file:
                file.write(bytes(5000))
            provider = struct.pack("<IIII", 1, 2, 1, 0)
            reparse = struct.pack("<IHH", 0x80000017, len(provider), 0) + provider
            os.setxattr(f"{root}/Windows/System32/SHELL32.dll", "system.ntfs_reparse_data", reparse)
        error = self.refused()
        self.assertIn("compressed (CompactOS), for instance Windows/System32/shell32.dll", error.en)
        self.assertIn("compact /compactos:never", error.remedy_en)
        self.assertIn("compact /compactos:never, puis sysprep", error.remedy_fr)

    def test_refuses_a_volume_locked_by_bitlocker(self) -> None:
        self.write(3, b"-FVE-FS-")
        for order in ({}, {"partition": 3}):
            error = self.refused(**order)
            self.assertIn("encrypted by BitLocker", error.en)
            self.assertIn("manage-bde -off C:", error.remedy_en)

    def test_refuses_a_volume_whose_log_is_in_use(self) -> None:
        where = self.log_position()
        self.write(where, restart_page(7, used=True) + restart_page(6, used=False))
        error = self.refused()
        self.assertIn("was not closed cleanly", error.en)
        self.assertIn("chkdsk C: /f", error.remedy_en)
        self.assertEqual(self.probed(), 15)

    def test_takes_a_log_that_windows_closed(self) -> None:
        where = self.log_position()
        for page in (restart_page(7, used=False), restart_page(7, used=True, flags=2)):
            self.write(where, page + restart_page(6, used=True))
            self.capture()
            self.assertEqual(self.probed(), 0)

    def test_refuses_a_volume_with_files_that_the_image_would_lack(self) -> None:
        with self.volume() as root:
            os.makedirs(f"{root}/Users/Zoé/Privé")
            inodes = [os.stat(f"{root}/Users/Zoé/Privé").st_ino]
            for number in range(7):
                with open(f"{root}/Users/Zoé/{number}.txt", "wb") as file:
                    file.write(b"of Zoe alone")
                inodes.append(os.stat(file.name).st_ino)
        for inode in inodes:
            self.encrypt(inode)
        error = self.refused()
        self.assertRegex(error.en, r"8 files or folders .*/Users/Zoé/(\d\.txt|Privé), (.*, ){3}[^,]*, …$")
        self.assertIn("cipher /d", error.remedy_en)
        self.assertIn("cipher /d", error.remedy_fr)

    def encrypt(self, inode: int) -> None:
        """Marks it as Windows marks files that EFS encrypts: 0x4000 in the attributes of its first record."""
        lcn = int(re.search(r"FILE_MFT: (\d+)", command("ntfsinfo", "-m", self.device))[1])
        where = lcn * 4096 + inode * 1024
        with open(self.device, "rb") as file:
            file.seek(where)
            record = file.read(1024)
        self.assertEqual((record[:4], record[0x38]), (b"FILE", 0x10))
        (attributes,) = struct.unpack_from("<I", record, 0x70)
        self.write(where + 0x70, struct.pack("<I", attributes | 0x4000))

    def log_position(self) -> int:
        listed = command("ntfsinfo", "-i", "2", "-v", self.device)
        return int(listed.split("Runlist:")[1].splitlines()[1].split()[1], 16) * 4096

    def test_a_log_is_clean_when_its_newest_page_says_so(self) -> None:
        clean, used = restart_page(9, used=False), restart_page(8, used=True)
        self.assertTrue(log_is_clean(clean + used))
        self.assertTrue(log_is_clean(used + clean))
        self.assertTrue(log_is_clean(b"\xff" * 8192))
        self.assertFalse(log_is_clean(restart_page(10, used=True) + clean))
        self.assertFalse(log_is_clean(bytes(8192)))
        self.assertFalse(log_is_clean(b""))

    def test_names_the_partitions_when_there_is_not_one_windows(self) -> None:
        with self.volume() as root:
            os.rename(f"{root}/Windows", f"{root}/Linux")
        self.assertIn("one partition 'Windows' expected, 0 found", self.refused().en)
        self.assertIn("one partition 'partition 9' expected, 0 found", self.refused(partition=9).en)
        self.assertIn("is not an NTFS volume", self.refused(partition=1).en)


if __name__ == "__main__":
    unittest.main()
