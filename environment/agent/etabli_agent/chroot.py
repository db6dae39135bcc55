"""Runs commands inside the installed system, with the kernel's file systems bound into it."""

import os
from contextlib import contextmanager
from typing import Iterator, Sequence

from .mounts import mount_points, unmount_tree
from .run import run

BOUND = ("dev", "proc", "sys", "run")


@contextmanager
def kernel_file_systems(root: str) -> Iterator[None]:
    """/dev, /proc, /sys and /run inside `root` while the block runs; leftovers of an interrupted run are unmounted first."""
    _unbind(root)
    try:
        for name in BOUND:
            os.makedirs(f"{root}/{name}", exist_ok=True)
            run(["mount", "--rbind", "--make-rslave", f"/{name}", f"{root}/{name}"], kind="transient")
        yield
    finally:
        _unbind(root)


def _unbind(root: str) -> None:
    for name in reversed(BOUND):
        if mount_points(f"{root}/{name}"):
            unmount_tree(f"{root}/{name}")


def in_chroot(root: str, arguments: Sequence[str], timeout_seconds: float = 300) -> str:
    """Runs `arguments` inside `root`, in the C locale; see run.run for errors."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    return run(["chroot", root, *arguments], timeout_seconds=timeout_seconds, env=environment)
