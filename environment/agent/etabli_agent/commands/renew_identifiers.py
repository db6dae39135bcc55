"""renew-identifiers {disk, indexUrl, indexSha256}: gives a captured disk unique identifiers.

Writes a GPT for the size of this disk, grows the last file system, recreates swap, and renews the GUIDs of disk and
partitions (except for Windows, whose boot data refers to them), machine-id and SSH host keys. File systems keep
their UUIDs, since fstab uses them. Safe to repeat. Result: {disk, partitions: [{role, number, path, uuid, partuuid,
fileSystem, sizeBytes}]}.
"""

import os

from ..captured_table import BIOSBOOT, ESP, fitted, renewed_guid, write_table
from ..fetch import fetch_whole
from ..grow import grow
from ..payload_index import Index, read_index
from ..report import Report
from ..run import run as system
from ..system_identity import renew_system
from ..target_disk import TARGET, Disk, find_disk, partition_path, release
from ..mounts import mount, unmount_tree
from ..verified_record import about_to_change

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
    root = _renew_root(disk, new, guids, report)
    os.sync()
    return {"disk": disk.as_json(), "partitions": [_described(disk, part, root) for part in new]}


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
    last = max((part for part in partitions if part["content"] != "remade"), key=lambda part: part["startBytes"])
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


def _described(disk: Disk, part: dict, root: int | None) -> dict:
    roles = {ESP: "esp", BIOSBOOT: "biosboot"}
    role = roles.get(part["type"], "swap" if part["content"] == "remade" else "data")
    return {
        "role": "root" if part["number"] == root else role,
        "number": part["number"],
        "path": partition_path(disk.path, part["number"]),
        "uuid": part["uuid"],
        "partuuid": part["guid"].lower(),
        "fileSystem": part["fileSystem"],
        "sizeBytes": part["sizeBytes"],
    }
