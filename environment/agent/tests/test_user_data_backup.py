"""backup-user-data: an old Windows on a loop disk, through ntfs-3g and restic, to Debian's restic-rest-server."""

import io
import json
import os
import struct
import subprocess
import unittest
import uuid
from glob import glob
from unittest import mock

from etabli_agent.commands import backup_user_data
from etabli_agent.errors import AgentError
from etabli_agent.hive import edit_hive, empty_hive
from etabli_agent.mounts import mount_points
from etabli_agent.report import Report
from etabli_agent.user_data import reading, walk
from etabli_agent.user_data.restic import literal
from etabli_agent.user_data.volumes import BASE
from etabli_agent.user_data.walk import digest_of

from .loop_disk import command, only_disks
from .user_data_disk import FILES, mounted, old_windows, redirect, refusing, rest_server, write
from .windows_skeleton import FILETIME

RULES = {"profiles": "all", "folders": {"known": ["desktop", "documents", "downloads", "pictures", "signatures"]}}
KNOWN = ["Desktop", "Documents", "Pictures", "AppData/Roaming/Microsoft/Signatures"]
SAVED = sorted(path for path in FILES if any(path.startswith(f"{folder}/") for folder in KNOWN))


class BackupTest(unittest.TestCase):
    def setUp(self) -> None:
        self.disk, _ = self.enterContext(old_windows())
        self.url, self.folder = self.enterContext(rest_server())
        self.enterContext(only_disks(self.disk))
        self.addCleanup(lambda: self.assertEqual([], mount_points(BASE)))

    def save(self, rules: dict | None = None, **more: object) -> dict:
        self.output = io.StringIO()
        parameters = {
            "disk": self.disk.as_json(),
            "rules": RULES | (rules or {}),
            "deployment": "0a1b",
            "repositoryUrl": self.url,
            "ticket": "the ticket",
            "password": "the password",
            "roomBytes": 1 << 30,
        }
        return backup_user_data.run(parameters | more, Report(self.output))

    def refused(self, rules: dict | None = None, **more: object) -> AgentError:
        with self.assertRaises(AgentError) as caught:
            self.save(rules, **more)
        return caught.exception

    def restic(self, *arguments: str) -> str:
        environment = os.environ | {"RESTIC_PASSWORD": "the password", "RESTIC_REPOSITORY": self.folder}
        return subprocess.run(
            ["restic", "--no-cache", *arguments], env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    def saved(self, snapshot: str, user: str = "Anna") -> list[str]:
        lines = [json.loads(line) for line in self.restic("ls", "--json", "--recursive", snapshot).splitlines()]
        start = f"{BASE}/1/Users/{user}/"
        return sorted(one["path"].removeprefix(start) for one in lines if one.get("type") == "file" and start in one["path"])

    def test_saves_the_known_folders_of_every_profile_of_the_registry_and_reads_all_of_it_back(self) -> None:
        result = self.save()
        self.assertEqual(SAVED, self.saved(result["snapshot"]))
        self.assertEqual(["Documents/bob.txt"], self.saved(result["snapshot"], "Bob.CORP"))
        self.assertEqual([], self.saved(result["snapshot"], "Public"))
        names = [(each["name"], each["sid"], each["files"]) for each in result["profiles"]]
        self.assertEqual([("Anna", "S-1-5-21-1-2-3-1001", 7), ("Bob.CORP", "S-1-5-21-1-2-3-1002", 1)], names)
        size = sum(len(FILES[path]) for path in SAVED) + 3
        self.assertEqual((8, size), (result["files"], result["bytes"]))
        self.assertEqual({"files": 8, "bytes": size}, result["readBack"])
        self.assertEqual("2019-07-23T02:40:33Z", result["profiles"][1]["lastUsed"])
        self.assertNotIn("the password", self.output.getvalue())
        self.assertNotIn("the ticket", self.output.getvalue())

    def test_takes_the_profiles_that_the_rule_takes_and_says_which_it_does_not(self) -> None:
        result = self.save({"profiles": {"usedWithinDays": 30, "names": ["*"], "exclude": []}})
        self.assertEqual(["Anna"], [each["name"] for each in result["profiles"]])
        self.assertEqual([{"reason": "profile-not-chosen", "count": 1, "examples": ["Bob.CORP"]}], result["skipped"])
        result = self.save({"profiles": {"names": ["b?b*"], "exclude": []}})
        self.assertEqual(["Bob.CORP"], [each["name"] for each in result["profiles"]])
        result = self.save({"profiles": {"names": ["*"], "exclude": ["ANNA"]}})
        self.assertEqual(["Bob.CORP"], [each["name"] for each in result["profiles"]])

    def test_names_the_folder_of_a_profile_that_the_registry_no_longer_has(self) -> None:
        with mounted(self.disk) as root:
            write(root, "Users/Gone/Documents/only.txt", b"only here")
        skipped = {each["reason"]: each["examples"] for each in self.save()["skipped"]}
        self.assertEqual(["Users/Gone"], skipped["folder-of-no-account"])

    def test_saves_more_folders_and_leaves_out_caches_and_what_the_profile_excludes(self) -> None:
        folders = {"known": ["documents"], "add": ["AppData/Roaming/Thunderbird"]}
        result = self.save({"folders": folders, "exclude": ["PLAN.*", "Documents/[[]*"]})
        kept = ["AppData/Roaming/Thunderbird/prefs.js", "Documents/Lettre é 漢 😀.txt", "Documents/empty.bin"]
        self.assertEqual(kept, self.saved(result["snapshot"]))

    def test_finds_the_folders_where_windows_has_them(self) -> None:
        with mounted(self.disk) as root:
            write(root, "Users/Anna/OneDrive - X/Documents/cloud.txt", b"cloud")
            write(root, "Archives/photo.png", b"png")
            redirect(root, "Anna", {
                "Personal": "%USERPROFILE%\\OneDrive - X\\Documents",
                "My Pictures": "C:\\archives",
                "Desktop": "\\\\server\\anna\\Desktop",
            })  # fmt: skip
        result = self.save()
        saved = self.saved(result["snapshot"])
        self.assertIn("OneDrive - X/Documents/cloud.txt", saved)
        self.assertIn("Documents/deep/er/plan.txt", saved)
        self.assertIn("/Archives/photo.png", self.restic("ls", "--recursive", result["snapshot"]))
        elsewhere = [{"reason": "folder-not-on-this-disk", "count": 1, "examples": ["Anna Desktop: \\\\server\\anna\\Desktop"]}]
        self.assertEqual(elsewhere, result["skipped"])

    def test_does_not_read_links_and_files_that_the_cloud_has_and_says_which(self) -> None:
        with mounted(self.disk) as root:
            for name, tag in {"cloud.docx": 0x9000601A, "link": 0xA000000C}.items():
                path = write(root, f"Users/Anna/Documents/{name}", b"")
                target = "C:\\x".encode("utf-16le")
                names = (0, len(target), 0, len(target), 0)
                body = struct.pack("<HHHHI", *names) + target  # [MS-FSCC] 2.1.2.4, of a symbolic link
                data = struct.pack("<IHH", tag, len(body), 0) + body
                os.setxattr(path, "system.ntfs_reparse_data", data)
        result = self.save()
        self.assertEqual(SAVED, self.saved(result["snapshot"]))
        skipped = {each["reason"]: each["examples"] for each in result["skipped"]}
        self.assertEqual(["Users/Anna/Documents/cloud.docx"], skipped["in-the-cloud"])
        self.assertEqual(["Users/Anna/Documents/link"], skipped["link"])

    def test_saves_nothing_rather_than_lose_a_file_that_only_windows_can_read(self) -> None:
        with mounted(self.disk) as root:
            path = write(root, "Users/Anna/Documents/compact.exe", b"")
            os.setxattr(path, "system.ntfs_reparse_data", (0x80000017).to_bytes(4, "little") + (8).to_bytes(2, "little") + bytes(10))
        error = self.refused()
        self.assertEqual("operator", error.kind)
        self.assertIn("Users/Anna/Documents/compact.exe (reparse-point 0x80000017)", error.en)
        self.assertIn("nothing was erased", error.en)
        self.assertEqual([], glob(f"{self.folder}/snapshots/*"))

    def test_refuses_files_that_efs_encrypts_by_their_names(self) -> None:
        real = reading.attributes_of
        secret = lambda path: real(path) | (0x4000 if path.endswith("plan.txt") else 0)
        with mock.patch.object(reading, "attributes_of", secret):
            error = self.refused()
        self.assertIn("1 files cannot be read from here", error.en)
        self.assertIn("Users/Anna/Documents/deep/er/plan.txt (encrypted (EFS))", error.en)
        self.assertIn("cipher /d", error.remedy_en)

    def test_keeps_a_folder_of_a_person_that_is_called_like_a_cache(self) -> None:
        with mounted(self.disk) as root:
            write(root, "Users/Anna/Documents/Cache/mine.txt", b"mine")
            write(root, "Users/Anna/Documents/Temp/mine.txt", b"mine")
            write(root, "Users/Anna/Documents/~$plan.docx", b"lock")
        result = self.save()
        saved = self.saved(result["snapshot"])
        self.assertEqual({"Documents/Cache/mine.txt", "Documents/Temp/mine.txt"}, set(saved) - set(SAVED))
        left = [{"reason": "made-again", "count": 1, "examples": ["Users/Anna/Documents/~$plan.docx"]}]
        self.assertEqual(left, result["skipped"])

    def test_names_a_folder_that_the_cloud_has_as_a_whole(self) -> None:
        with mounted(self.disk) as root:
            os.mkdir(f"{root}/Users/Anna/OneDrive")
            path = f"{root}/Users/Anna/OneDrive/Documents"
            os.mkdir(path)
            os.setxattr(path, "system.ntfs_reparse_data", struct.pack("<IHH", 0x9000601A, 8, 0) + bytes(8))
            redirect(root, "Anna", {"Personal": "%USERPROFILE%\\OneDrive\\Documents"})
        result = self.save()
        self.assertIn({"reason": "in-the-cloud", "count": 1, "examples": ["Anna Documents"]}, result["skipped"])
        self.assertIn("Documents/deep/er/plan.txt", self.saved(result["snapshot"]))

    def test_finds_a_folder_on_another_volume_of_the_same_disk_by_its_letter(self) -> None:
        partuuid = command("blkid", "-p", "-s", "PART_ENTRY_UUID", "-o", "value", f"{self.disk.path}p1").strip()
        with mounted(self.disk) as root:
            write(root, "Data/d.txt", b"on D:")
            redirect(root, "Anna", {"Personal": "D:\\Data", "Desktop": "E:\\Desktop"})
            hive_path = f"{root}/Windows/System32/config/SYSTEM"
            empty_hive(hive_path, FILETIME)
            with edit_hive(hive_path) as hive:
                hive.set("MountedDevices", "\\DosDevices\\D:", "REG_BINARY", b"DMIO:ID:" + uuid.UUID(partuuid).bytes_le)
                hive.set("MountedDevices", "\\DosDevices\\E:", "REG_BINARY", b"DMIO:ID:" + uuid.uuid4().bytes_le)
        result = self.save()
        self.assertIn("/Data/d.txt", self.restic("ls", "--recursive", result["snapshot"]))
        elsewhere = {"reason": "folder-not-on-this-disk", "count": 1, "examples": ["Anna Desktop: E:\\Desktop"]}
        self.assertEqual([elsewhere], result["skipped"])

    def test_refuses_before_anything_is_sent_what_is_too_much(self) -> None:
        self.assertIn("the profile allows 1000", self.refused({"maximumBytes": 1000}).en)
        self.assertIn("the server has room for 1000", self.refused(roomBytes=1000).en)
        self.assertFalse(os.path.exists(self.folder))

    def test_refuses_a_hibernated_windows_and_one_that_bitlocker_encrypts(self) -> None:
        with mounted(self.disk) as root:
            write(root, "hiberfil.sys", b"HIBR" + bytes(100))
        error = self.refused()
        self.assertIn("is hibernated, or was shut down with fast startup", error.en)
        self.assertIn("powercfg /h off", error.remedy_en)
        with open(f"{self.disk.path}p1", "r+b") as device:
            device.write(b"\xeb\x58\x90-FVE-FS-")
        self.assertIn("is encrypted by BitLocker", self.refused().en)

    def test_refuses_a_volume_that_it_does_not_know_and_passes_over_one_without_files(self) -> None:
        with open(f"{self.disk.path}p1", "r+b") as device:
            device.write(bytes(4 << 20))
        self.assertEqual((None, 0), (self.save()["snapshot"], self.save()["files"]))
        with open(f"{self.disk.path}p1", "r+b") as device:
            device.write(b"something else" * 1000)
        self.assertIn("unknown file system", self.refused().en)

    def test_says_that_there_is_nothing_to_save(self) -> None:
        result = self.save({"profiles": {"names": ["nobody"], "exclude": []}})
        self.assertEqual((None, "no user profile to save on this disk"), (result["snapshot"], result["nothing"]["en"]))
        self.assertFalse(os.path.exists(self.folder))

    def test_is_repeated_after_it_was_killed_at_any_moment(self) -> None:
        first = self.save()
        os.makedirs(f"{BASE}/1", exist_ok=True)
        command("mount", "-o", "ro", f"{self.disk.path}p1", f"{BASE}/1")  # of an agent that was killed
        again = self.save()
        self.assertEqual(first["readBack"], again["readBack"])
        self.assertNotEqual(first["snapshot"], again["snapshot"])

    def test_finds_that_a_pack_was_spoilt_on_the_server(self) -> None:
        self.save()
        for pack in glob(f"{self.folder}/data/*/*"):
            os.chmod(pack, 0o600)
            with open(pack, "r+b") as file:
                file.seek(40)
                byte = file.read(1)
                file.seek(40)
                file.write(bytes([byte[0] ^ 0xFF]))
        with self.assertRaises(AgentError):
            self.save()

    def test_finds_that_a_file_is_missing_or_is_another_one_than_on_the_disk(self) -> None:
        real, lost = backup_user_data.backup, f"{BASE}/1/Users/Anna/Desktop/note.txt"

        def without(repository, paths, excluded, tag, progress) -> str:
            return real(repository, paths, [*excluded, lost], tag, progress)

        with mock.patch.object(backup_user_data, "backup", without):
            error = self.refused()
        self.assertEqual("permanent", error.kind)
        self.assertIn(f"1 files are missing or differ ({lost})", error.en)
        other = lambda path: ("0" * 64, 4) if path == lost else digest_of(path)
        with mock.patch.object(walk, "digest_of", other):
            self.assertIn(f"1 files are missing or differ ({lost})", self.refused().en)

    def test_ends_at_once_when_the_disk_of_the_server_is_full(self) -> None:
        with refusing(self.url, "POST", "/data/", 507) as url:
            error = self.refused(repositoryUrl=url)
        self.assertEqual("operator", error.kind)
        self.assertIn("The disk of the server is full", error.en)
        self.assertEqual([], glob(f"{self.folder}/snapshots/*"))
        self.assertEqual(8, self.save()["readBack"]["files"])

    def test_ends_at_once_when_its_ticket_is_no_longer_good(self) -> None:
        with refusing(self.url, "POST", "/data/", 403) as url:
            error = self.refused(repositoryUrl=url)
        self.assertEqual("operator", error.kind)
        self.assertIn("HTTP response (403)", error.en)
        self.assertNotIn("the ticket", error.en)

    def test_does_not_open_a_repository_with_another_password(self) -> None:
        self.save()
        error = self.refused(password="another")
        self.assertIn("status 12", error.en)
        self.assertNotIn("another", error.en)

    def test_names_files_for_restic_as_they_are(self) -> None:
        self.assertEqual("/a/\\[x]\\*\\?\\\\ $$HOME[ ]", literal("/a/[x]*?\\ $HOME "))


if __name__ == "__main__":
    unittest.main()
