"""The answer file in a real NTFS volume, read with ntfscat, which did not write it."""

import base64
import hashlib
import io
import os
import subprocess
import tempfile
import unittest
from contextlib import contextmanager
from unittest import mock

from etabli_agent import windows_volume
from etabli_agent.commands import write_answers
from etabli_agent.errors import AgentError
from etabli_agent.ntfs_rights import descriptor, read_rights
from etabli_agent.report import Report

from .loop_disk import command, loop_disk, only_disks
from .target_folder import target_in

MIB = 1 << 20
TABLE = "label: gpt\nsize=8MiB, type=uefi\nsize=40MiB, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7\n"
ANSWER = "<unattend>réponses</unattend>\r\n".encode()


def file(path: str, data: bytes = ANSWER) -> dict:
    return {"path": path, "base64": base64.b64encode(data).decode()}


class Volume:
    """A disk with an NTFS volume, and the command on it."""

    def __init__(self, disk) -> None:
        self.disk = disk
        self.device = f"{disk.path}p2"
        subprocess.run(["sfdisk", "--quiet", disk.path], input=TABLE.encode(), check=True)
        command("partx", "--update", disk.path)
        command("mkntfs", "--quick", "--quiet", "-p", "18432", "-H", "255", "-S", "63", self.device)
        uuid = command("blkid", "-p", "-s", "UUID", "-o", "value", self.device).strip()
        self.partitions = [{"role": "windows", "number": 2, "path": self.device, "uuid": uuid}]

    def write(self, *files: dict) -> list[dict]:
        order = {"disk": self.disk.as_json(), "partitions": self.partitions, "files": list(files)}
        return write_answers.run(order, Report(io.StringIO()))["files"]

    def shell(self, script: str) -> None:
        """Changes the volume as something else would."""
        with windows_volume.windows_volume(self.disk, self.partitions) as root:
            subprocess.run(["sh", "-ec", script], cwd=root, check=True)

    def names(self, folder: str = "") -> list[str]:
        with windows_volume.windows_volume(self.disk, self.partitions, read_only=True) as root:
            return sorted(os.listdir(os.path.join(root, folder)))

    def cat(self, path: str) -> bytes:
        return subprocess.run(["ntfscat", self.device, path], check=True, stdout=subprocess.PIPE).stdout


class WriteAnswersTest(unittest.TestCase):
    def setUp(self) -> None:
        target_in(self, self.enterContext(tempfile.TemporaryDirectory()))

    @contextmanager
    def volume(self):
        with loop_disk(64 * MIB) as disk, only_disks(disk):
            yield Volume(disk)

    def test_writes_into_the_folders_that_are_there_and_makes_the_others(self):
        with self.volume() as windows:
            windows.shell("mkdir -p WINDOWS/panther && echo old > WINDOWS/panther/Unattend.XML")
            script = b"\xef\xbb\xbfexit 0\r\n"
            written = windows.write(
                file("Windows/Panther/unattend.xml"), file("Windows/Etabli/first-boot.ps1", script)
            )
            self.assertEqual(
                written,
                [
                    {
                        "path": "Windows/Panther/unattend.xml",
                        "sha256": hashlib.sha256(ANSWER).hexdigest(),
                        "bytes": 32,
                    },
                    {
                        "path": "Windows/Etabli/first-boot.ps1",
                        "sha256": hashlib.sha256(script).hexdigest(),
                        "bytes": 11,
                    },
                ],
            )
            self.assertEqual(windows.cat("WINDOWS/panther/Unattend.XML"), ANSWER)
            self.assertEqual(windows.cat("WINDOWS/Etabli/first-boot.ps1"), script)
            self.assertEqual(windows.names(), ["WINDOWS"])
            self.assertEqual(windows.names("WINDOWS/panther"), ["Unattend.XML"])

    def test_reads_back_from_a_volume_that_it_cannot_change(self):
        real, seen = write_answers._read_back, []

        def noticed(root: str, *rest: object) -> dict:
            seen.append(bool(os.statvfs(root).f_flag & os.ST_RDONLY))
            return real(root, *rest)

        with self.volume() as windows, mock.patch.object(write_answers, "_read_back", noticed):
            windows.write(file("Windows/Panther/unattend.xml"))
        self.assertEqual(seen, [True])

    def test_only_administrators_and_the_system_may_read_what_was_written(self):
        with self.volume() as windows:
            windows.write(file("Windows/Etabli/first-boot.json", b"{}"))
            with windows_volume.windows_volume(windows.disk, windows.partitions, read_only=True) as root:
                made = [f"{root}/Windows/Etabli", f"{root}/Windows/Etabli/first-boot.json"]
                rights = [read_rights(path) for path in made]
            self.assertEqual(rights, [descriptor(True, secret=True), descriptor(False, secret=True)])

    def test_twice_gives_the_same_files_and_nothing_else(self):
        with self.volume() as windows:
            windows.shell("mkdir -p Windows/Etabli && echo half > Windows/Etabli/etabli-write.tmp")
            first = windows.write(file("Windows/Etabli/ca.pem", b"PEM"))
            self.assertEqual(windows.write(file("Windows/Etabli/ca.pem", b"PEM")), first)
            self.assertEqual(windows.names("Windows/Etabli"), ["ca.pem"])

    def test_an_interrupted_write_leaves_the_old_file(self):
        with self.volume() as windows:
            windows.write(file("Windows/Panther/unattend.xml", b"old"))
            with mock.patch.object(write_answers.os, "rename", side_effect=KeyboardInterrupt):
                self.assertRaises(KeyboardInterrupt, windows.write, file("Windows/Panther/unattend.xml"))
            self.assertEqual(windows.cat("Windows/Panther/unattend.xml"), b"old")

    def test_refuses_a_path_that_leads_elsewhere(self):
        with self.volume() as windows:
            bad = ["/etc/passwd", "../x", "Windows/../../x", "Windows//x", "", "a/./b", "C:/x", "a\\b", "x:stream"]
            for path in [*bad, "Windows/x ", "Windows/x.", "a\x00b", "a/" * 600 + "b"]:
                with self.subTest(path=path):
                    with self.assertRaisesRegex(AgentError, "Path refused"):
                        windows.write(file("Windows/good.txt"), file(path))
            self.assertEqual(windows.names(), [])

    def test_follows_no_link_and_no_junction(self):
        with self.volume() as windows:
            windows.shell("ln -s /etc Windows && mkdir Users && ln -s /etc/passwd Users/unattend.xml")
            with self.assertRaisesRegex(AgentError, "Windows is not a folder"):
                windows.write(file("Windows/Panther/unattend.xml"))
            with self.assertRaisesRegex(AgentError, "Users/unattend.xml is not a file"):
                windows.write(file("Users/unattend.xml"))

    def test_refuses_a_folder_where_the_file_should_be_and_names_that_differ_by_case_alone(self):
        with self.volume() as windows:
            windows.shell("mkdir -p Windows/unattend.xml users USERS")
            with self.assertRaisesRegex(AgentError, "Windows/unattend.xml is not a file"):
                windows.write(file("Windows/unattend.xml"))
            with self.assertRaisesRegex(AgentError, "Several names differ by case alone: USERS, users"):
                windows.write(file("Users/x.txt"))

    def test_says_when_the_disk_gives_other_bytes_back(self):
        with self.volume() as windows:
            real = write_answers.system

            def spoil(*arguments, **options):
                windows.shell("printf other > Windows/Etabli/ca.pem")
                return real(*arguments, **options)

            with mock.patch.object(write_answers, "system", spoil):
                with self.assertRaisesRegex(AgentError, "read back from the disk, is not what was written") as caught:
                    windows.write(file("Windows/Etabli/ca.pem", b"PEM"))
            self.assertEqual(caught.exception.kind, "transient")

    def test_refuses_another_disk_another_volume_and_what_is_no_base64(self):
        with self.volume() as windows:
            other = [{**windows.partitions[0], "uuid": "0123456789ABCDEF"}]
            order = {"disk": windows.disk.as_json(), "partitions": other, "files": [file("Windows/x.txt")]}
            with self.assertRaisesRegex(AgentError, "is not the partition that was made"):
                write_answers.run(order, Report(io.StringIO()))
            strange = {**order, "disk": {"serial": "another", "sizeBytes": windows.disk.size}}
            with self.assertRaisesRegex(AgentError, "Disk refused, nothing was written"):
                write_answers.run(strange, Report(io.StringIO()))
            with self.assertRaisesRegex(AgentError, "unreadable base64 content"):
                windows.write({"path": "Windows/x.txt", "base64": "a*"})
            self.assertEqual(windows.names(), [])


if __name__ == "__main__":
    unittest.main()
