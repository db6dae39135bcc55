"""The homes of an old Linux, on folders that stand for its volumes."""

import os
import tempfile
import unittest

from etabli_agent.user_data.profiles import find_profiles
from etabli_agent.user_data.volumes import Volume

PASSWD = "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/sh\nanna:x:1000:1000::/home/anna:/bin/sh\n"


class LinuxHomesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = self.enterContext(tempfile.TemporaryDirectory())
        self.volumes: list[Volume] = []

    def volume(self) -> str:
        number = len(self.volumes) + 1
        root = f"{self.folder}/{number}"
        os.mkdir(root)
        self.volumes.append(Volume(number, f"/dev/x{number}", root, "linux"))
        return root

    def write(self, path: str, text: str = "data", uid: int = 0) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chown(os.path.dirname(path), uid, uid)

    def found(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        found = find_profiles(self.volumes)
        return sorted((each.name, each.path[len(self.folder) :]) for each in found.profiles), found.skipped

    def test_are_those_of_passwd_and_no_others_of_the_system(self) -> None:
        root = self.volume()
        self.write(f"{root}/etc/passwd", PASSWD)
        self.write(f"{root}/home/anna/note", uid=1000)
        self.write(f"{root}/root/note")
        self.assertEqual(([("anna", "/1/home/anna")], []), self.found())

    def test_are_those_of_accounts_of_a_domain_too(self) -> None:
        root = self.volume()
        self.write(f"{root}/etc/passwd", PASSWD)
        self.write(f"{root}/home/anna/note", uid=1000)
        self.write(f"{root}/home/bob@corp.example/note", uid=200100)
        self.write(f"{root}/home/CORP/carl/note", uid=200101)
        os.chown(f"{root}/home/CORP", 0, 0)
        homes = [("anna", "/1/home/anna"), ("bob@corp.example", "/1/home/bob@corp.example"), ("carl", "/1/home/CORP/carl")]
        self.assertEqual((homes, []), self.found())

    def test_are_found_in_subvolumes(self) -> None:
        for system, home in (("@", "@home"), ("root", "home"), ("@/.snapshots/1/snapshot", "@/home")):
            with self.subTest(system):
                root = self.volume()
                self.write(f"{root}/{system}/etc/passwd", PASSWD)
                os.makedirs(f"{root}/{system}/home", exist_ok=True)
                self.write(f"{root}/{home}/anna/note", uid=1000)
                self.assertEqual(([("anna", f"/{self.volumes[0].number}/{home}/anna")], []), self.found())
                self.volumes.clear()
                os.rename(root, f"{root}-{system.replace('/', '-')}")

    def test_are_found_on_a_volume_of_their_own_and_what_is_none_is_named(self) -> None:
        root, other = self.volume(), self.volume()
        self.write(f"{root}/etc/passwd", PASSWD)
        os.makedirs(f"{root}/home/anna")
        self.write(f"{other}/anna/note", uid=1000)
        self.write(f"{other}/bob/.bashrc", uid=200100)
        self.write(f"{other}/films/one.mkv", uid=1000)
        self.assertEqual(
            ([("anna", "/2/anna"), ("bob", "/2/bob")], [("folder-of-no-account", "partition 2 films")]), self.found()
        )

    def test_that_lead_out_of_the_disk_are_not_read(self) -> None:
        root, outside = self.volume(), f"{self.folder}/environment"
        self.write(f"{root}/etc/passwd", PASSWD)
        self.write(f"{outside}/secret")
        os.makedirs(f"{root}/home")
        os.symlink(outside, f"{root}/home/anna")
        self.assertEqual(([], [("profile-not-on-this-disk", "anna /home/anna")]), self.found())
