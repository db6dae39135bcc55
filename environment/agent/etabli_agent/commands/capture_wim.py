"""capture-wim {disk, partition?, name?, uploadUrl, ticket}: a WIM of the Windows of a reference PC.

The disk is only read. Without `partition` (a number), the one NTFS volume with a Windows is taken. Refused, with the
reason: a volume locked by BitLocker, not closed or hibernated, and a Windows that is compressed by CompactOS or that
sysprep did not generalise.
Result: {payloadSha256, payload: {bytes, heldBefore}, rawBytes, partition, system, systemVersion, edition}.
"""

import os

from ..errors import AgentError
from ..mounts import mount, unmount_tree
from ..ntfs_state import BITLOCKER, NTFS, check_awake, check_closed, check_not_compact, check_unlocked, identity_of
from ..parted_upload import PartedUpload
from ..report import Report
from ..sysprep import check_generalised
from ..target_disk import TARGET, Disk, find_disk, partition_nodes, partition_path, release, settle
from ..wim_reader import WimReader
from ..windows_volume import OPTIONS

_WINDOWS = "Windows/System32/config/SOFTWARE"


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    release(disk)
    settle(disk.path, [])
    path, number = _volume(disk, parameters.get("partition"))
    check_unlocked(path)
    found = _looked_at(path)
    report.log(f"{path}: Windows {found['systemVersion']} {found['edition']}, generalised")
    name = parameters.get("name") or f"Windows {found['edition']} {found['systemVersion']}"
    reader = WimReader(path, name, report.progress)
    # Two captures of one volume differ in their identity and time: what the server has of another is of no use.
    upload = PartedUpload(parameters["uploadUrl"], parameters["ticket"], afresh=True)
    for chunk in reader:
        upload.write(chunk)
    upload.finish()
    return {
        "payloadSha256": upload.sha256,
        "payload": {"bytes": upload.bytes, "heldBefore": upload.held},
        "rawBytes": reader.raw_bytes,
        "partition": number,
        "system": "windows",
    } | found


def _volume(disk: Disk, wanted: int | None) -> tuple[str, int]:
    numbers = [int(path.removeprefix(partition_path(disk.path, 0)[:-1])) for path in partition_nodes(disk.path)]
    if wanted is not None:
        if wanted not in numbers:
            raise _not_one(disk, f"partition {wanted}", [])
        return partition_path(disk.path, wanted), wanted
    kinds = {number: identity_of(partition_path(disk.path, number)) for number in sorted(numbers)}
    volumes = [number for number, kind in kinds.items() if kind == NTFS]
    found = [number for number in volumes if _has_windows(partition_path(disk.path, number))]
    # A locked volume cannot be looked into: it is named as what it is, rather than as a missing Windows.
    found = found or [number for number, kind in kinds.items() if kind == BITLOCKER]
    if len(found) != 1:
        raise _not_one(disk, "Windows", found)
    return partition_path(disk.path, found[0]), found[0]


def _has_windows(path: str) -> bool:
    mount(path, TARGET, f"ro,{OPTIONS}")
    try:
        return os.path.exists(f"{TARGET}/{_WINDOWS}")
    finally:
        unmount_tree(TARGET)


def _looked_at(path: str) -> dict:
    mount(path, TARGET, f"ro,{OPTIONS}")
    try:
        check_awake(TARGET)  # first: the log of a hibernated volume is in use, too
        check_closed(path)
        check_not_compact(TARGET)
        return check_generalised(TARGET)
    finally:
        unmount_tree(TARGET)


def _not_one(disk: Disk, what: str, found: list[int]) -> AgentError:
    numbers = ", ".join(map(str, found)) or "-"
    return AgentError(
        "operator",
        f"{disk.path} : une partition « {what} » attendue, {len(found)} trouvées ({numbers})",
        f"{disk.path}: one partition '{what}' expected, {len(found)} found ({numbers})",
        "Nommez la partition de Windows par son numéro.",
        "Name the partition of Windows by its number.",
    )
