"""apply-rootfs {url, sha256, bytes, target}: HTTP -> SHA-256 -> zstd -> tar, nothing staged.

The target is emptied first, so that a repeat starts clean, and emptied again when what was read is not
what was promised: a wrong master never stays on a disk. Result: {sha256, bytes}.
"""

import hashlib
import signal
import subprocess
import tempfile
from contextlib import suppress
from subprocess import PIPE
from typing import BinaryIO

from ..empty_tree import empty_tree
from ..errors import AgentError
from ..fetch import stream, wrong_digest
from ..report import Report
from ..run import failed, run as system
from ..target_disk import TARGET

UNTAR = ["tar", "--extract", "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--same-permissions"]


def run(parameters: dict, report: Report) -> dict:
    target = parameters.get("target") or TARGET
    empty_tree(target)
    try:
        _unpack(parameters["url"], int(parameters["bytes"]), parameters["sha256"], target, report)
        system(["sync", "--file-system", target], timeout_seconds=600, kind="transient")
    except BaseException:
        empty_tree(target)
        raise
    return {"sha256": parameters["sha256"], "bytes": int(parameters["bytes"])}


def _unpack(url: str, total: int, sha256: str, target: str, report: Report) -> None:
    digest, done, unpacks = hashlib.sha256(), 0, True
    with tempfile.TemporaryFile() as zstd_said, tempfile.TemporaryFile() as tar_said:
        zstd = subprocess.Popen(["zstd", "-dcq"], stdin=PIPE, stdout=PIPE, stderr=zstd_said)
        tar = subprocess.Popen([*UNTAR, "-C", target], stdin=zstd.stdout, stderr=tar_said)
        zstd.stdout.close()
        try:
            # Read to its end even when it does not unpack: the digest tells whether the master or the disk is at fault.
            for chunk in stream(url, total):
                digest.update(chunk)
                unpacks = unpacks and _fed(zstd, chunk)
                done += len(chunk)
                report.progress(done, total)
            with suppress(BrokenPipeError):
                zstd.stdin.close()
        except BaseException:
            _stop(zstd, tar)
            raise
        statuses = zstd.wait(), tar.wait()
        if digest.hexdigest() != sha256:
            raise wrong_digest(url, sha256, digest.hexdigest())
        # A tar that stops takes zstd with it (SIGPIPE); a zstd that stops leaves tar a short archive.
        if statuses[0] not in (0, -signal.SIGPIPE):
            raise _not_unpacked("zstd", statuses[0], zstd_said)
        if statuses[1] != 0:
            raise _not_unpacked("tar", statuses[1], tar_said)


def _fed(process: subprocess.Popen, chunk: bytes) -> bool:
    """Whether the process took it; one that has stopped says why when it is waited for."""
    try:
        process.stdin.write(chunk)
    except BrokenPipeError:
        return False
    return True


def _stop(*processes: subprocess.Popen) -> None:
    for process in processes:
        process.kill()
        process.wait()
        if process.stdin:
            with suppress(BrokenPipeError):
                process.stdin.close()


def _not_unpacked(name: str, status: int, said: BinaryIO) -> AgentError:
    said.seek(0)
    cause = failed([name], status, said.read())
    return AgentError(
        "permanent",
        f"Le master ne se décompresse pas : {cause.fr}",
        f"The master does not unpack: {cause.en}",
        "Le master a la bonne empreinte : le disque est trop petit ou défaillant, ou le master mal construit.",
        "The master has the right digest: the disk is too small or failing, or the master badly made.",
    )
