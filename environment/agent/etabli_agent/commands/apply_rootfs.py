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
        found = _unpack(parameters["url"], int(parameters["bytes"]), target, report)
        if found != parameters["sha256"]:
            raise wrong_digest(parameters["url"], parameters["sha256"], found)
        system(["sync", "--file-system", target], timeout_seconds=600, kind="transient")
    except BaseException:
        empty_tree(target)
        raise
    return {"sha256": found, "bytes": int(parameters["bytes"])}


def _unpack(url: str, total: int, target: str, report: Report) -> str:
    digest, done = hashlib.sha256(), 0
    with tempfile.TemporaryFile() as zstd_said, tempfile.TemporaryFile() as tar_said:
        zstd = subprocess.Popen(["zstd", "-dcq"], stdin=PIPE, stdout=PIPE, stderr=zstd_said)
        tar = subprocess.Popen([*UNTAR, "-C", target], stdin=zstd.stdout, stderr=tar_said)
        zstd.stdout.close()
        try:
            for chunk in stream(url, total):
                digest.update(chunk)
                zstd.stdin.write(chunk)
                done += len(chunk)
                report.progress(done, total)
            zstd.stdin.close()
        except BrokenPipeError:
            with suppress(BrokenPipeError):
                zstd.stdin.close()  # zstd or tar has stopped, and says why below
        except BaseException:
            _stop(zstd, tar)
            raise
        statuses = zstd.wait(), tar.wait()
        # A tar that stops takes zstd with it (SIGPIPE); a zstd that stops leaves tar a short archive.
        if statuses[0] not in (0, -signal.SIGPIPE):
            raise _not_unpacked("zstd", statuses[0], zstd_said)
        if statuses[1] != 0:
            raise _not_unpacked("tar", statuses[1], tar_said)
    return digest.hexdigest()


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
        "Le master est corrompu, ou le disque trop petit : etabli master verify.",
        "The master is corrupted, or the disk too small: etabli master verify.",
    )
