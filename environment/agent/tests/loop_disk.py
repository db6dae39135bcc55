"""A disk image on a loop device, shown to the agent as the only disk of the machine."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from typing import Iterator
from unittest import mock

from etabli_agent import mounts, target_disk
from etabli_agent.target_disk import Disk

SERIAL = "loop-test-1"


@contextmanager
def loop_disk(size: int, sector: int = 512, serial: str = SERIAL) -> Iterator[Disk]:
    """A sparse disk of `size` bytes; its device and image are gone when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        image = f"{folder}/disk.img"
        with open(image, "wb") as file:
            file.truncate(size)
        path = command("losetup", "--find", "--show", "--sector-size", str(sector), image).strip()
        try:
            yield Disk(path=path, size=size, logical_sector=sector, serials=frozenset({serial}))
        finally:
            for point, number in reversed(mounts.mount_points()):
                if number in _numbers(path):
                    command("umount", point)
            subprocess.run(["partx", "--delete", path], stderr=subprocess.DEVNULL, check=False)
            command("losetup", "--detach", path)


def _numbers(path: str) -> set[int]:
    return {os.stat(node).st_rdev for node in [path, *target_disk.partition_nodes(path)]}


def command(*arguments: str) -> str:
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True).stdout


def only_disks(*disks: Disk):
    """Patches the list of the machine's disks."""
    return mock.patch.object(target_disk, "list_disks", lambda: list(disks))


def without_fat():
    """This kernel may lack the vfat driver: the ESP is then a plain folder."""
    real = target_disk.mount

    def mount(device: str, point: str, options: str = "") -> None:
        if options:
            os.makedirs(point, exist_ok=True)
        else:
            real(device, point, options)

    with open("/proc/filesystems", encoding="ascii") as file:
        known = "\tvfat" in file.read()
    return mock.patch.object(target_disk, "mount", real if known else mount)
