"""apply-rootfs {disk?, partitions?, url, sha256, bytes, target}: HTTP -> SHA-256 -> zstd -> tar.

With `disk` and `partitions` the target is mounted first. It is emptied, except for the part of the payload that an
interrupted run has kept (kept_part.py): that part is reused, and only the rest is fetched. If the digest is wrong,
the target is emptied, so that a wrong master is never left on a disk. Result: {sha256, bytes, keptBytes}.
"""

import hashlib
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from subprocess import PIPE
from typing import BinaryIO, Iterator

from ..empty_tree import empty_tree
from ..errors import AgentError
from ..fetch import stream, wrong_digest
from ..kept_part import KeptPart
from ..report import Report
from ..run import failed, run as system
from ..target_disk import TARGET
from . import mount_target

UNTAR = ["tar", "--extract", "--numeric-owner", "--xattrs", "--xattrs-include=*", "--acls", "--same-permissions"]


@dataclass(frozen=True)
class Payload:
    """The payload and the folder to unpack it to."""

    url: str
    sha256: str
    total: int
    target: str


def run(parameters: dict, report: Report) -> dict:
    if parameters.get("partitions"):
        mount_target.run(parameters, report)
    target = parameters.get("target") or TARGET
    payload = Payload(parameters["url"], parameters["sha256"], int(parameters["bytes"]), target)
    part = KeptPart(target, payload.sha256, payload.total)
    kept = part.bytes
    report.log(f"{kept} of {payload.total} bytes are on the disk already")
    try:
        _apply(payload, part, report)
    except AgentError as error:
        if not kept or error.kind != "permanent":
            raise
        report.log(f"what the disk had kept is not right: {error.en}")
        kept = 0
        _apply(payload, part, report)
    return {"sha256": payload.sha256, "bytes": payload.total, "keptBytes": kept}


def _apply(payload: Payload, part: KeptPart, report: Report) -> None:
    empty_tree(payload.target, keep=part.path)
    part.open()
    try:
        _unpack(payload, part, report)
        part.drop()
        system(["sync", "--file-system", payload.target], timeout_seconds=600, kind="transient")
    except AgentError as error:
        if error.kind == "permanent":
            part.drop()
            empty_tree(payload.target)
        raise
    finally:
        part.close()


def _bytes_of(payload: Payload, part: KeptPart) -> Iterator[bytes]:
    """The whole payload: first the kept part from the disk, then the rest from the network."""
    done = 0
    for chunk in part.read():
        done += len(chunk)
        yield chunk
    for chunk in stream(payload.url, payload.total, start=done):
        part.add(chunk)
        yield chunk


def _unpack(payload: Payload, part: KeptPart, report: Report) -> None:
    digest, done, unpacks = hashlib.sha256(), 0, True
    with tempfile.TemporaryFile() as zstd_said, tempfile.TemporaryFile() as tar_said:
        zstd = subprocess.Popen(["zstd", "-dcq"], stdin=PIPE, stdout=PIPE, stderr=zstd_said)
        tar = subprocess.Popen([*UNTAR, "-C", payload.target], stdin=zstd.stdout, stderr=tar_said)
        zstd.stdout.close()
        try:
            # Read to the end even if unpacking fails: the digest shows whether the master or the disk is faulty.
            for chunk in _bytes_of(payload, part):
                digest.update(chunk)
                unpacks = unpacks and _fed(zstd, chunk)
                done += len(chunk)
                report.progress(done, payload.total)
            with suppress(BrokenPipeError):
                zstd.stdin.close()
        except BaseException:
            _stop(zstd, tar)
            raise
        statuses = zstd.wait(), tar.wait()
        if digest.hexdigest() != payload.sha256:
            raise wrong_digest(payload.url, payload.sha256, digest.hexdigest())
        # If tar stops, zstd stops too (SIGPIPE); if zstd stops, tar gets a truncated archive.
        if statuses[0] not in (0, -signal.SIGPIPE):
            raise _not_unpacked("zstd", statuses[0], zstd_said)
        if statuses[1] != 0:
            raise _not_unpacked("tar", statuses[1], tar_said)


def _fed(process: subprocess.Popen, chunk: bytes) -> bool:
    """Whether the process accepted the chunk. If it has stopped, waiting for it gives the reason."""
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
