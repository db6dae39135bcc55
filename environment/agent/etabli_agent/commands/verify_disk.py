"""verify-disk {disk, indexUrl, indexSha256, mode, sampleFraction}: reads the disk back against the index.

Must run before renew-identifiers, which changes the disk. mode `full` reads every frame, `sampled` a fraction of
them (default 0.1).
Result: {frames, bytes, differences: []}; any difference is an error.
"""

import os
import random
from concurrent.futures import ThreadPoolExecutor

from ..errors import AgentError
from ..fetch import fetch_whole
from ..payload_index import Frame, in_order, read_extents, read_index, sha256
from ..placed_frames import placed
from ..report import Report
from ..run import run as system
from ..target_disk import find_disk, release
from ..verified_record import compared_before_change, remember
from .verify_rootfs import drop_caches

WORKERS = 3
NAMED = 10


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    sha = parameters["indexSha256"]
    known = compared_before_change(sha, disk.as_json())
    if known:
        report.log("the disk was compared before its identifiers were renewed")
        return known
    index = placed(read_index(fetch_whole(parameters["indexUrl"], sha)), disk.size)
    release(disk)
    frames = _chosen(index.frames, parameters)
    drop_caches(report)
    system(["blockdev", "--flushbufs", disk.path])
    differences = _differences(disk.path, frames, report)
    result = {"frames": len(frames), "bytes": sum(frame.raw_length for frame in frames), "differences": []}
    if differences:
        raise _differs(differences)
    remember(sha, disk.as_json(), result)
    return result


def _chosen(frames: list[Frame], parameters: dict) -> list[Frame]:
    if parameters.get("mode", "full") == "full":
        return frames
    fraction = float(parameters.get("sampleFraction") or 0.1)
    picked = random.SystemRandom().sample(frames, max(1, round(len(frames) * fraction)))
    return sorted(picked, key=lambda frame: frame.extents[0])


def _differences(path: str, frames: list[Frame], report: Report) -> list[int]:
    total, done, wrong = sum(frame.raw_length for frame in frames), 0, []
    file = os.open(path, os.O_RDONLY)
    try:
        with ThreadPoolExecutor(WORKERS) as pool:
            work = lambda frame: (frame, sha256(read_extents(file, frame.extents)) == frame.raw_sha256)
            for frame, right in in_order(pool, work, frames, WORKERS):
                done += frame.raw_length
                report.progress(done, total)
                if not right:
                    wrong.append(frame.extents[0][0])
    finally:
        os.close(file)
    return wrong


def _differs(offsets: list[int]) -> AgentError:
    named = ", ".join(str(offset) for offset in offsets[:NAMED])
    return AgentError(
        "permanent",
        f"Le disque diffère du master en {len(offsets)} blocs (octets {named})",
        f"The disk differs from the master in {len(offsets)} blocks (bytes {named})",
        "Relancez depuis la copie du master ; si cela se répète, remplacez le disque ou contrôlez la mémoire.",
        "Retry from the master transfer; if it happens again, replace the disk or test the memory.",
    )
