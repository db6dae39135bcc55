"""Grows a file system into its partition."""

import shutil

from .mounts import mount, unmount_tree
from .report import Report
from .run import run
from .target_disk import TARGET


def grow(path: str, file_system: str | None, report: Report) -> None:
    """Grows the file system. One that cannot grow (vfat, unknown) keeps its size, which is logged."""
    if file_system in ("ext2", "ext3", "ext4"):
        run(["e2fsck", "-f", "-p", path], accept=(0, 1), timeout_seconds=3600, kind="transient")
        run(["resize2fs", path], timeout_seconds=3600, kind="transient")
    elif file_system == "ntfs":
        # Twice --force: no question, also after an interrupted resize.
        run(["ntfsresize", "--force", "--force", path], timeout_seconds=3600, kind="transient")
    elif file_system == "btrfs":
        _mounted(path, ["btrfs", "filesystem", "resize", "max", TARGET])
    elif file_system == "xfs" and shutil.which("xfs_growfs"):
        _mounted(path, ["xfs_growfs", TARGET])
    else:
        report.log(f"{path} ({file_system or 'unknown'}) keeps its size")
        return
    report.log(f"{path} ({file_system}) fills its partition")


def _mounted(path: str, command: list[str]) -> None:
    mount(path, TARGET)
    try:
        run(command, timeout_seconds=3600, kind="transient")
    finally:
        unmount_tree(TARGET)
