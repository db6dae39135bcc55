"""The volume of Windows while it is written to: what a power cut or a killed agent leaves, and what the next run does."""

import os
import signal
import subprocess
import tempfile
import unittest
from unittest import mock

from etabli_agent import verified_record
from etabli_agent.errors import AgentError
from etabli_agent.marked_processes import VARIABLE, end_marked
from etabli_agent.mounts import mount_points
from etabli_agent.windows_volume import windows_volume

from .loop_disk import command
from .target_folder import target_in
from .windows_skeleton import windows_disk

MARK = "test-windows-volume"


class WindowsVolumeTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.target = f"{self.folder}/target"
        target_in(self, self.target)
        self.enterContext(mock.patch.object(verified_record, "RECORD", f"{self.folder}/record"))
        self.disk, self.partitions = self.enterContext(windows_disk(48 << 20))
        self.device = self.partitions[0]["path"]

    def volume(self, read_only: bool = False):
        return windows_volume(self.disk, self.partitions, read_only=read_only)

    def names(self) -> list[str]:
        """What is in the root of the volume, hidden files too, as ntfsls reads it from the device."""
        listed = command("ntfsls", "--force", "--all", self.device).split("\n")
        return sorted(name for name in listed if name not in ("", ".", ".."))

    def forget_pages(self) -> None:
        command("blockdev", "--flushbufs", self.device)
        command("blockdev", "--flushbufs", self.disk.path)

    def assert_refused(self) -> None:
        for read_only in (False, True):
            with self.assertRaisesRegex(AgentError, "was not ended, for instance by a power cut") as caught:
                self.enterContext(self.volume(read_only))
            self.assertEqual(caught.exception.kind, "permanent")
            self.assertIn("from the master transfer", caught.exception.remedy_en)
            self.assertIn("transfert du master", caught.exception.remedy_fr)
            self.assertEqual(mount_points(self.target), [])

    def test_a_volume_whose_power_was_cut_in_the_middle_of_a_write_is_refused(self) -> None:
        image = command("losetup", "--noheadings", "--output", "BACK-FILE", self.disk.path).strip()
        with self.volume() as root:
            with open(image, "rb") as disk:
                on_disk = disk.read()
            with open(f"{root}/half", "wb") as file:
                file.write(b"half")
        self.forget_pages()
        with open(image, "r+b") as disk:
            disk.write(on_disk)
        self.forget_pages()
        self.assertNotIn("half", self.names())
        self.assert_refused()

    def test_nothing_stays_in_a_volume_that_was_closed(self) -> None:
        with self.volume() as root, open(f"{root}/whole", "wb"):
            pass
        self.assertEqual(self.names(), ["whole"])
        with self.assertRaisesRegex(ValueError, "of the command"), self.volume():
            raise ValueError("of the command")
        self.assertEqual(self.names(), ["whole"])
        with self.volume(read_only=True) as root:
            self.assertEqual(os.listdir(root), ["whole"])

    def test_an_agent_that_was_killed_lets_the_volume_be_closed_by_the_next(self) -> None:
        self.killed()
        end_marked(MARK)
        with self.volume(read_only=True) as root:
            self.assertEqual(os.listdir(root), ["written"])
        self.assertEqual(self.names(), ["written"])
        self.killed()
        with self.volume():
            pass
        self.assertEqual(self.names(), ["written"])

    def test_a_volume_whose_file_system_was_killed_is_refused(self) -> None:
        self.killed()
        os.kill(self.server(), signal.SIGKILL)
        self.assert_refused()

    def killed(self) -> None:
        """An agent, run by the server under a mark, that ends without a chance to close anything."""
        agent = os.fork()
        if agent == 0:
            os.environ[VARIABLE] = MARK
            with self.volume() as root:
                with open(f"{root}/written", "wb") as file:
                    file.write(b"before the end")
                os.kill(os.getpid(), signal.SIGKILL)
        self.assertEqual(os.WTERMSIG(os.waitpid(agent, 0)[1]), signal.SIGKILL)
        self.assertEqual([point for point, _ in mount_points(self.target)], [self.target])

    def server(self) -> int:
        """The process of ntfs-3g that serves the volume."""
        found = subprocess.run(["pgrep", "-f", f"ntfs.* {self.device} {self.target}"], capture_output=True, check=True)
        return int(found.stdout)


if __name__ == "__main__":
    unittest.main()
