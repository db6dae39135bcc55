"""restore-user-data: what backup-user-data saved, onto another NTFS volume, through ntfs-3g and restic."""

import io
import os
import unittest
from glob import glob
from unittest import mock

from etabli_agent.commands import backup_user_data, restore_user_data
from etabli_agent.errors import AgentError
from etabli_agent.ntfs_rights import descriptor
from etabli_agent.ntfs_xattr import read_xattr
from etabli_agent.report import Report

from .loop_disk import only_disks
from .test_user_data_backup import RULES, SAVED
from .user_data_disk import FILES, mounted, old_windows, rest_server
from .windows_skeleton import windows_disk

FOLDER = restore_user_data.FOLDER


class RestoreTest(unittest.TestCase):
    def setUp(self) -> None:
        self.url, self.folder = self.enterContext(rest_server())
        self.enterContext(mock.patch.object(restore_user_data, "_RESERVE", 0))
        with old_windows() as (disk, _), only_disks(disk):
            with mounted(disk) as root:
                self.attribute(f"{root}/Users/Anna/Documents/empty.bin", 0x3)
                self.attribute(f"{root}/Users/Anna/Documents/deep", 0x2)
                os.setxattr(f"{root}/Users/Anna/Desktop/note.txt", "user.Zone.Identifier", b"[ZoneTransfer]")
            order = {"disk": disk.as_json(), "rules": RULES, "deployment": "0a1b", "roomBytes": 1 << 30}
            self.backup = backup_user_data.run(order | self.repository(), Report(io.StringIO()))
        self.disk, self.partitions = self.enterContext(windows_disk())
        self.enterContext(only_disks(self.disk))

    def attribute(self, path: str, bits: int) -> None:
        os.setxattr(path, "system.ntfs_attrib_be", (bits | 0x20).to_bytes(4, "big"))

    def repository(self) -> dict:
        return {"repositoryUrl": self.url, "ticket": "the ticket", "password": "the password"}

    def restore(self) -> dict:
        order = {"disk": self.disk.as_json(), "partitions": self.partitions, "snapshot": self.backup["snapshot"]}
        return restore_user_data.run(order | self.repository(), Report(io.StringIO()))

    def test_puts_every_file_below_a_folder_of_its_user_with_its_attributes_and_streams(self) -> None:
        result = self.restore()
        self.assertEqual((8, self.backup["bytes"]), (result["files"], result["bytes"]))
        self.assertEqual([("Anna", "0", 7), ("Bob.CORP", "1", 1)], [(p["name"], p["folder"], p["files"]) for p in result["profiles"]])
        with mounted(self.disk) as root:
            for path in SAVED:
                with open(f"{root}/{FOLDER}/0/{path}", "rb") as file:
                    self.assertEqual(FILES[path], file.read(), path)
            found = [os.path.relpath(f"{at}/{name}", f"{root}/{FOLDER}/0") for at, _, names in os.walk(f"{root}/{FOLDER}/0") for name in names]
            self.assertEqual(SAVED, sorted(found))
            self.assertFalse(os.path.exists(f"{root}/Users"))
            bits = {name: int.from_bytes(read_xattr(f"{root}/{FOLDER}/0/{name}", "system.ntfs_attrib_be") or b"", "big") & 0x3
                    for name in ("Documents/empty.bin", "Documents/deep", "Desktop/note.txt")}  # fmt: skip
            self.assertEqual({"Documents/empty.bin": 3, "Documents/deep": 2, "Desktop/note.txt": 0}, bits)
            self.assertEqual(b"[ZoneTransfer]", os.getxattr(f"{root}/{FOLDER}/0/Desktop/note.txt", "user.Zone.Identifier"))

    def test_lets_system_and_administrators_alone_open_it(self) -> None:
        with mounted(self.disk) as root:  # by an agent that was killed before it gave them their rights
            os.makedirs(f"{root}/{FOLDER}/0/AppData/Roaming")
        self.restore()
        with mounted(self.disk) as root:
            for at, folders, names in os.walk(f"{root}/{FOLDER}"):
                for path in [at, *(f"{at}/{name}" for name in names)]:
                    rights = descriptor(os.path.isdir(path), secret=True)
                    self.assertEqual(rights[20:], (read_xattr(path, "system.ntfs_acl") or b"")[20:], path)

    def test_writes_for_windows_what_it_will_compare(self) -> None:
        self.restore()
        with mounted(self.disk) as root, open(f"{root}/{FOLDER}/1.tsv", encoding="utf-8") as file:
            digest = "81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9"
            self.assertEqual(f"-\t0\t32\tDocuments\n{digest}\t3\t32\tDocuments\\bob.txt\n", file.read())

    def test_is_repeated_on_what_is_there_already(self) -> None:
        first = self.restore()
        with mounted(self.disk) as root, open(f"{root}/{FOLDER}/0/Desktop/note.txt", "wb") as file:
            file.write(b"torn")
        self.assertEqual(first, self.restore())

    def test_finds_a_file_that_is_not_that_of_the_backup(self) -> None:
        real = restore_user_data._write_list

        def spoil(root: str, number: int, files: list) -> None:
            real(root, number, files)
            if number == 0:
                with open(f"{root}/{FOLDER}/0/Desktop/note.txt", "wb") as file:
                    file.write(b"else")

        with mock.patch.object(restore_user_data, "_write_list", spoil), self.assertRaises(AgentError) as caught:
            self.restore()
        self.assertIn("1 files that were put back", caught.exception.en)
        self.assertIn("Desktop/note.txt", caught.exception.en)

    def test_refuses_what_does_not_fit_and_a_spoilt_pack(self) -> None:
        with mock.patch.object(restore_user_data, "_RESERVE", 1 << 40), self.assertRaises(AgentError) as caught:
            self.restore()
        self.assertEqual("operator", caught.exception.kind)
        for pack in glob(f"{self.folder}/data/*/*"):
            os.chmod(pack, 0o600)
            with open(pack, "r+b") as file:
                file.seek(30)
                file.write(b"spoilt spoilt spoilt")
        with self.assertRaises(AgentError):
            self.restore()


if __name__ == "__main__":
    unittest.main()
