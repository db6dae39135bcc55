"""renew-identifiers {disk, indexUrl, indexSha256}: gives a captured disk unique identifiers.

Writes a GPT for the size of this disk, grows the last file system, recreates swap, and renews the GUIDs of disk and
partitions (except for Windows, whose boot data refers to them), machine-id and SSH host keys. File systems keep
their UUIDs, since fstab uses them. The recovery partition behind Windows stands at the end of the disk by now: it is
Windows that grows, and it is told where its recovery is. Safe to repeat. Result: {disk, partitions: [{role, number, path, uuid, partuuid,
fileSystem, sizeBytes}]}.
"""

import os

from ..captured_table import BIOSBOOT, ESP, MSR, RECOVERY, fitted, renewed_guid, split_tail, write_table
from ..captured_windows import windows_number
from ..fetch import fetch_whole
from ..grow import grow
from ..moved_recovery import tell_boot_sector, tell_windows
from ..payload_index import Index, read_index
from ..placed_frames import moves
from ..report import Report
from ..run import run as system
from ..system_identity import renew_system
from ..target_disk import TARGET, Disk, find_disk, partition_path, release
from ..mounts import mount, unmount_tree
from ..verified_record import about_to_change
from ..windows_volume import OPTIONS

LINUX = {"ext2", "ext3", "ext4", "btrfs", "xfs"}


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    index = read_index(fetch_whole(parameters["indexUrl"], parameters["indexSha256"]))
    release(disk)
    about_to_change(parameters["indexSha256"], disk.as_json())
    partitions = fitted(index.partitions, disk.size)
    guids = _new_guids(disk, index)
    new = [part | {"guid": guids.get(part["guid"], part["guid"])} for part in partitions]
    table_guid = index.value["disk"]["tableGuid"]
    write_table(disk.path, disk.logical_sector, guids.get(table_guid, table_guid), new)
    _fill(disk, new, report)
    systems = {_renew_root(disk, new, guids, report): "root", _settle_windows(disk, new, index, report): "windows"}
    os.sync()
    return {"disk": disk.as_json(), "partitions": [_described(disk, part, systems) for part in new]}


def _new_guids(disk: Disk, index: Index) -> dict[str, str]:
    """{old: new}; empty for Windows, whose boot configuration names disk and partitions by GUID."""
    if any(part["fileSystem"] in ("ntfs", "BitLocker") for part in index.partitions):
        return {}
    identity = "/".join(sorted(disk.serials | disk.wwns))
    old = [index.value["disk"]["tableGuid"], *(part["guid"] for part in index.partitions)]
    return {guid: renewed_guid(guid, identity) for guid in old}


def _fill(disk: Disk, partitions: list[dict], report: Report) -> None:
    """Recreates the swap areas, and grows the last file system to the size of its partition."""
    for part in partitions:
        if part["content"] == "remade":
            tags = [*(["--uuid", part["uuid"]] if part["uuid"] else []), *(["--label", part["label"]] if part["label"] else [])]
            system(["mkswap", *tags, partition_path(disk.path, part["number"])], kind="transient")
    last = split_tail(partitions)[0][-1]
    grow(partition_path(disk.path, last["number"]), last["fileSystem"], report)


def _renew_root(disk: Disk, partitions: list[dict], guids: dict[str, str], report: Report) -> int | None:
    """Renews the identifiers of the system. Returns the number of its partition, None if there is no Linux."""
    for part in partitions:
        if part["fileSystem"] not in LINUX:
            continue
        mount(partition_path(disk.path, part["number"]), TARGET)
        try:
            if os.path.exists(f"{TARGET}/etc/os-release") or os.path.exists(f"{TARGET}/usr/lib/os-release"):
                renew_system(TARGET, guids)
                return part["number"]
        finally:
            unmount_tree(TARGET)
    report.log("no Linux system was found on the disk: nothing to renew in it")
    return None


def _settle_windows(disk: Disk, partitions: list[dict], index: Index, report: Report) -> int | None:
    """Tells Windows where its recovery is now. Returns the number of its partition, None if there is no Windows."""
    found = moves(index, disk.size)
    for move in found:
        tell_boot_sector(disk, move.start + move.by)
    number = windows_number(disk, partitions)
    if number is None or not found:
        return number
    mount(partition_path(disk.path, number), TARGET, OPTIONS)
    try:
        told = tell_windows(TARGET, found)
        report.log(f"the recovery partition is at the end of the disk; {'Windows was told' if told else 'ReAgent.xml does not name it'}")
    finally:
        unmount_tree(TARGET)
    return number


def _described(disk: Disk, part: dict, systems: dict[int | None, str]) -> dict:
    roles = {ESP: "esp", BIOSBOOT: "biosboot", MSR: "msr", RECOVERY: "recovery"}
    role = roles.get(part["type"], "swap" if part["content"] == "remade" else "data")
    return {
        "role": systems.get(part["number"], role),
        "number": part["number"],
        "path": partition_path(disk.path, part["number"]),
        "uuid": part["uuid"],
        "partuuid": part["guid"].lower(),
        "fileSystem": part["fileSystem"],
        "sizeBytes": part["sizeBytes"],
    }
