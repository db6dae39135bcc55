"""apply-wim {disk, partitions, url, sha256, bytes, rawBytes}: HTTP -> SHA-256 -> wimapply -> the NTFS volume.

The image is applied while it comes; a connection that breaks is resumed, and wimapply waits meanwhile. The volume is
formatted first, so that a retry begins with an empty one, and again after a failure that a retry does not mend, so
that half a system or a wrong master is never left on a disk. Result: {bytes, files?}.
"""

import hashlib
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from typing import Iterator

from ..errors import AgentError
from ..fetch import stream, wrong_digest
from ..file_systems import make_ntfs
from ..partition_roles import ROLES
from ..report import Report
from ..run import run as system
from ..target_disk import find_disk, probe, release
from ..verified_record import forget
from ..wim_errors import apply_failed, cause_of
from ..wim_header import HEADER_BYTES, check_header
from ..wim_writer import WimWriter
from ..windows_volume import made_partition, partition_of


@dataclass(frozen=True)
class Volume:
    """The volume of Windows, and what it keeps when it is formatted again."""

    path: str
    sector: int
    serial: str | None
    label: str

    def format(self) -> None:
        make_ntfs(self.path, self.label, self.sector, self.serial)


def run(parameters: dict, report: Report) -> dict:
    disk, partitions = find_disk(parameters["disk"]), parameters["partitions"]
    path = made_partition(disk, partitions, "windows")
    _check_device(path)
    release(disk)
    _check_room(path, parameters.get("rawBytes"))
    label = probe(path, "LABEL") or ROLES["windows"].label
    volume = Volume(path, disk.logical_sector, partition_of(partitions, "windows").get("uuid"), label)
    url, total = parameters["url"], int(parameters["bytes"])
    chunks = stream(url, total)
    head = _head(chunks, url)
    forget()
    volume.format()
    try:
        files = _apply(volume, _joined(head, chunks), parameters, report)
    except AgentError as error:
        if error.kind != "transient":
            with suppress(AgentError):  # the first error says more than one of a failing disk
                volume.format()
        raise
    system(["blockdev", "--flushbufs", path], timeout_seconds=600, kind="transient")
    report.progress(total, total)
    return {"bytes": total} | ({"files": files} if files else {})


def _check_device(path: str) -> None:
    """wimapply takes the name of a missing device for that of a folder, and fills the memory with it."""
    if not stat.S_ISBLK(os.stat(path).st_mode):
        raise AgentError("permanent", f"{path} n'est pas un disque", f"{path} is not a block device")


def _check_room(path: str, raw_bytes: int | None) -> None:
    size = int(system(["blockdev", "--getsize64", path]))
    if raw_bytes and raw_bytes > size:
        raise AgentError(
            "operator",
            f"Le volume de Windows a {size} octets, l'image en veut {raw_bytes} ; rien n'a été écrit",
            f"The volume of Windows has {size} bytes, the image needs {raw_bytes}; nothing was written",
            "Agrandissez la partition de Windows dans le profil, ou prenez un disque plus grand, puis relancez.",
            "Enlarge the partition of Windows in the profile, or use a larger disk, then retry.",
        )


def _head(chunks: Iterator[bytes], url: str) -> bytes:
    """The first bytes of the image, checked before the volume is touched."""
    head = b""
    while len(head) < HEADER_BYTES and (chunk := next(chunks, b"")):
        head += chunk
    check_header(head, url)
    return head


def _joined(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _apply(volume: Volume, chunks: Iterator[bytes], parameters: dict, report: Report) -> int | None:
    digest, done, total, takes = hashlib.sha256(), 0, int(parameters["bytes"]), True
    writer, ended = WimWriter(volume.path, report), None
    try:
        for chunk in chunks:
            digest.update(chunk)
            done += len(chunk)
            takes = takes and writer.feed(chunk)
            if takes and done < total:  # all of it is reported once wimapply has ended well
                report.progress(done, total)
            elif not takes and ended is None:
                # If the payload may be at fault, the rest is read too: its digest tells.
                ended = writer.end()
                if ended[0] != 0 and not _may_blame_payload(*ended):
                    raise apply_failed(*ended)
    except BaseException:
        writer.stop()
        raise
    status, said = ended or writer.end()
    if digest.hexdigest() != parameters["sha256"]:
        raise wrong_digest(parameters["url"], parameters["sha256"], digest.hexdigest())
    if status != 0:
        raise apply_failed(status, said)
    if said.strip():
        report.log(said.strip()[-2000:])
    return writer.files


def _may_blame_payload(status: int, said: str) -> bool:
    cause = cause_of(status, said)
    return cause is None or cause.blames_payload
