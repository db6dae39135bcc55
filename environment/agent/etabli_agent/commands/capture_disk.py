"""capture-disk {disk, uploadUrl, ticket, parent?}: makes a payload and its index from the used blocks of a disk.

The disk is only read. Both are uploaded while they are made, without the data that the server already has.
Result: {payloadSha256, indexSha256, payload, index, rawBytes, minimumDiskBytes, system?, systemVersion?}.
"""

import os
import tempfile

import zstandard

from ..captured_table import minimum_disk, read_table
from ..captured_windows import describe_windows, refuse_locked_or_asleep
from ..payload_index import CELL, FORMAT_VERSION, LEVEL, SLOT, canonical
from ..parted_upload import OtherPart, PartedUpload
from ..payload_packer import pack_disk
from ..report import Report
from ..run import run as system
from ..target_disk import Disk, find_disk, partition_path, release
from ..upload import Upload
from ..used_ranges import content_of, used_ranges

_NO_REPLAY = {"ext3": "ro,noload", "ext4": "ro,noload", "xfs": "ro,norecovery", "btrfs": "ro", "ext2": "ro"}


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    release(disk)
    table = read_table(disk.path)
    partitions = [part | {"content": content_of(part["fileSystem"])} for part in table["partitions"]]
    for part in partitions:
        report.log(f"partition {part['number']}: {part['fileSystem'] or 'unknown'}, {part['content']}, {part['sizeBytes']} bytes")
    refuse_locked_or_asleep(disk, partitions)
    found = what_system(disk, partitions, report)
    ranges = used_ranges(disk.path, partitions)
    total = sum(length for _, length in ranges)
    report.log(f"{total} bytes in use of {disk.size}")
    url, ticket = parameters["uploadUrl"], parameters["ticket"]
    frames, payload = _upload_disk(disk, ranges, url, ticket, lambda done: report.progress(done, total))
    index = canonical(
        {
            "formatVersion": FORMAT_VERSION,
            "cellBytes": CELL,
            "slotBytes": SLOT,
            "compression": {"algorithm": "zstd", "level": LEVEL, "library": ".".join(map(str, zstandard.ZSTD_VERSION))},
            "disk": {"sizeBytes": disk.size, "logicalSectorBytes": table["sector"], "tableGuid": table["guid"]},
            "partitions": partitions,
            "minimumDiskBytes": minimum_disk(partitions),
            "rawBytes": total,
            "payload": {"sha256": payload.sha256, "bytes": payload.bytes},
            "parent": parameters.get("parent"),
            "frames": [frame.as_json() for frame in frames],
        }
    )
    with Upload(url, ticket) as upload:
        upload.write(index)
    return {
        "payloadSha256": payload.sha256,
        "indexSha256": upload.sha256,
        "payload": {"bytes": payload.bytes, "heldBefore": payload.held},
        "index": {"bytes": upload.bytes},
        "rawBytes": total,
        "minimumDiskBytes": minimum_disk(partitions),
    } | found


def _upload_disk(disk: Disk, ranges: list, url: str, ticket: str, progress) -> tuple[list, PartedUpload]:
    try:
        return _send_disk(disk, ranges, PartedUpload(url, ticket), progress)
    except OtherPart:
        return _send_disk(disk, ranges, PartedUpload(url, ticket, afresh=True), progress)


def _send_disk(disk: Disk, ranges: list, upload: PartedUpload, progress) -> tuple[list, PartedUpload]:
    file = os.open(disk.path, os.O_RDONLY)
    try:
        frames, _ = pack_disk(file, ranges, upload.write, progress)
    finally:
        os.close(file)
    upload.finish()
    return frames, upload


def what_system(disk: Disk, partitions: list[dict], report: Report) -> dict:
    """{system, systemVersion} of the Linux, or else of the Windows on the disk; {} when there is neither."""
    linux = _linux(disk, partitions)
    if linux:
        return linux
    return describe_windows(disk, partitions, report)


def _linux(disk: Disk, partitions: list[dict]) -> dict:
    """From the first os-release, read without replaying the journal; {} if there is none."""
    for part in partitions:
        options = _NO_REPLAY.get(part["fileSystem"] or "")
        if options is None:
            continue
        with tempfile.TemporaryDirectory() as point:
            system(["mount", "-o", options, partition_path(disk.path, part["number"]), point], kind="transient")
            try:
                found = os_release(point)
            finally:
                system(["umount", point], kind="transient")
        if found:
            return found
    return {}


def os_release(root: str) -> dict:
    """os-release(5): ID and VERSION_ID."""
    for path in ("etc/os-release", "usr/lib/os-release"):
        try:
            with open(f"{root}/{path}", encoding="utf-8", errors="replace") as file:
                fields = dict(line.strip().split("=", 1) for line in file if "=" in line)
        except OSError:
            continue
        return {
            "system": fields.get("ID", "linux").strip("\"'"),
            "systemVersion": fields.get("VERSION_ID", "").strip("\"'"),
        }
    return {}
