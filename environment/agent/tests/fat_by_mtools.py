"""Mounts of FAT partitions where the kernel has no vfat driver: mtools carry the files to and from the partition.

What is "mounted" is a folder; unmounting writes all of it to the partition, so that what is read later is the disk's.
"""

import os
import shutil
import subprocess
from unittest import TestCase, mock

from etabli_agent import mounts, target_disk


class FatByMtools:
    """Takes the place of `mount` and `unmount_tree` in the module of a command."""

    def __init__(self) -> None:
        self.mounted: dict[str, str] = {}

    def mount(self, device: str, point: str, options: str = "") -> None:
        if target_disk.probe(device, "TYPE") != "vfat":
            return mounts.mount(device, point, options)
        os.makedirs(point, exist_ok=True)
        if listed(device):
            _mtools("mcopy", "-s", "-n", "-i", device, "::/*", point)
        self.mounted[point] = device
        return None

    def unmount_tree(self, point: str) -> None:
        device = self.mounted.pop(point, None)
        if device is None:
            return mounts.unmount_tree(point)
        for name in listed(device):
            _mtools("mdeltree", "-i", device, f"::/{name}")
        for name in sorted(os.listdir(point)):
            _mtools("mcopy", "-s", "-i", device, f"{point}/{name}", "::/")
        shutil.rmtree(point)
        os.makedirs(point)
        return None


def _mtools(*arguments: str) -> None:
    """Without what they say about the geometry that a loop device does not have."""
    subprocess.run(arguments, check=True, capture_output=True)


def listed(device: str) -> list[str]:
    done = subprocess.run(["mdir", "-b", "-i", device, "::/"], capture_output=True, text=True, check=True)
    return [line.removeprefix("::/").rstrip("/") for line in done.stdout.split("\n") if line]


def fat_in(test: TestCase, module: object) -> FatByMtools:
    fat = FatByMtools()
    test.enterContext(mock.patch.object(module, "mount", fat.mount))
    test.enterContext(mock.patch.object(module, "unmount_tree", fat.unmount_tree))
    return fat
