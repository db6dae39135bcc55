"""read_back and the manifest: what they keep in memory, and what they say of a backup that is cut."""

import gzip
import hashlib
import io
import os
import signal
import tarfile
import tempfile
import tracemalloc
import unittest
from contextlib import contextmanager
from typing import Callable, Iterator

from etabli_agent.errors import AgentError
from etabli_agent.user_data import manifest
from etabli_agent.user_data.manifest import Manifest
from etabli_agent.user_data.read_back import read_back
from etabli_agent.user_data.restic import Running
from etabli_agent.user_data.walk import Entry

COUNT = 10_000


class Dumping:
    """A repository whose dump is what a shell script writes."""

    def __init__(self, script: str):
        self._script = script

    def run(self, arguments: list[str]) -> None:
        pass

    def start(self, arguments: list[str]) -> Running:
        # The name of the command in messages is the first word without a slash.
        return Running(["sh", "-c", f": /; {self._script}", "dump"], dict(os.environ), None)


def entry(number: int) -> Entry:
    path = f"/run/etabli/user-data/1/Users/Anna/Documents/a folder with a name/file number {number:06}.txt"
    return Entry(path, path[32:], 6, hashlib.sha256(f"{number:06}".encode()).hexdigest(), 0x20)


ENTRIES = [entry(number) for number in range(COUNT)]


def add(archive: tarfile.TarFile, path: str, data: bytes) -> None:
    member = tarfile.TarInfo(path.lstrip("/"))
    member.size = len(data)
    archive.addfile(member, io.BytesIO(data))


@contextmanager
def backup(numbers: list[int]) -> Iterator[Dumping]:
    """The tar of these files, and of a list."""
    with tempfile.NamedTemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w|") as archive:
            for number in numbers:
                add(archive, ENTRIES[number].path, f"{number:06}".encode())
            add(archive, "/list", b"list")
        file.flush()
        yield Dumping(f"cat {file.name}")


LIST = Entry("/list", "", 4, hashlib.sha256(b"list").hexdigest(), 0)


def bytes_a_file(work: Callable[[], object]) -> int:
    """The most that the work keeps at once, beside what it returns."""
    tracemalloc.start()
    try:
        result = work()
        kept, most = tracemalloc.get_traced_memory()
        del result
        return (most - kept) // COUNT
    finally:
        tracemalloc.stop()


class ReadBackTest(unittest.TestCase):
    def refused(self, repository: Dumping, files: list[Entry] = ENTRIES) -> AgentError:
        with self.assertRaises(AgentError) as caught:
            read_back(repository, "1234", files, LIST, lambda done: None)
        return caught.exception

    def hangs(self, *_: object) -> None:
        self.fail("it waits for ever")

    def test_counts_what_is_the_same(self) -> None:
        done: list[int] = []
        with backup(list(range(3))) as repository:
            self.assertEqual({"files": 3, "bytes": 18}, read_back(repository, "1234", ENTRIES[:3], LIST, done.append))
        self.assertEqual([6, 12, 18, 22], done)

    def test_names_what_is_missing_what_is_too_much_and_what_is_there_twice(self) -> None:
        with backup([0, 1, 1, 3]) as repository:
            error = self.refused(repository, ENTRIES[:3])
        self.assertEqual("permanent", error.kind)
        self.assertIn("3 files are missing or differ", error.en)
        for number in (1, 2, 3):
            self.assertIn(ENTRIES[number].path, error.en)

    def test_keeps_of_many_files_only_what_is_still_to_come(self) -> None:
        with backup(list(range(COUNT))) as repository:
            self.assertLess(bytes_a_file(lambda: read_back(repository, "1234", ENTRIES, LIST, lambda done: None)), 300)

    def test_ends_when_what_comes_is_no_tar_and_says_what_was_said(self) -> None:
        signal.signal(signal.SIGALRM, self.hangs)  # it would wait for a program that waits for its reader
        signal.alarm(60)
        self.addCleanup(signal.alarm, 0)
        error = self.refused(Dumping("yes garbage | head -c 1000000; echo the pack is lost >&2; exit 1"))
        self.assertIn("(status 1): the pack is lost", error.en)
        self.assertIn("could not be read back to its end", self.refused(Dumping("exec yes garbage")).en)


class ManifestTest(unittest.TestCase):
    def test_is_read_line_by_line(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/list"
            manifest.write(path, Manifest([], [], [(0, each) for each in ENTRIES]))
            with open(path, "rb") as file:
                content = file.read()
        self.assertEqual([(0, each) for each in ENTRIES], manifest.read(content).entries)
        self.assertLess(bytes_a_file(lambda: manifest.read(content)), 100)

    def test_that_is_cut_or_empty_or_of_another_release_is_refused(self) -> None:
        head = b'{"version": 1, "roots": [], "profiles": []}\n'
        whole = gzip.compress(head + b"{}\n" * 1000)
        spoilt = whole[:20] + bytes([whole[20] ^ 0xFF]) + whole[21:]
        for content in (b"", gzip.compress(b""), b"text", whole, whole[:-9], spoilt, gzip.compress(head.replace(b"1", b"2"))):
            with self.subTest(content[:30]), self.assertRaises(AgentError) as caught:
                manifest.read(content)
            self.assertIn("The list of the backup cannot be read", caught.exception.en)


if __name__ == "__main__":
    unittest.main()
