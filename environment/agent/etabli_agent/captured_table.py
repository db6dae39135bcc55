"""Reads the GPT of a captured disk and writes it for another disk. UEFI 2.10 §5.3."""

import json
import uuid

from .errors import AgentError
from .run import run
from .target_disk import partition_path, probe, settle

MIB = 1 << 20
ESP = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"
BIOSBOOT = "21686148-6449-6E6F-744E-656564454649"
MSR = "E3C9E316-0B5C-4DB8-817D-F92DF00215AE"
RECOVERY = "DE94BBA4-06D1-4D40-A16A-BFD50179D6AC"
SMALLEST_SWAP = 16 * MIB
# Namespace for new GUIDs derived from old ones: a repetition gives the same disk the same GUIDs.
_NAMESPACE = uuid.UUID("6d1a7a0e-2a0b-5e0c-9d53-3f6f2f6b7a11")


def read_table(disk: str) -> dict:
    """{guid, sector, partitions: [{number, type, guid, name, attributes, startBytes, sizeBytes, fileSystem, uuid, label}]}."""
    listing = json.loads(run(["sfdisk", "--json", disk], accept=(0, 1)) or "{}").get("partitiontable", {})
    if listing.get("label") != "gpt":
        found = listing.get("label") or "-"
        raise AgentError(
            "operator",
            f"{disk} n'a pas de table GPT ({found}) : seul un disque GPT peut être capturé",
            f"{disk} has no GPT ({found}): only a GPT disk can be captured",
            "Installez le PC de référence sur un disque GPT.",
            "Install the reference PC on a GPT disk.",
        )
    sector = listing.get("sectorsize", 512)
    parts = [_partition(disk, item, sector) for item in listing.get("partitions", [])]
    parts.sort(key=lambda part: part["startBytes"])
    settle(disk, [part["number"] for part in parts])
    for part in parts:
        path = partition_path(disk, part["number"])
        part |= {"fileSystem": probe(path, "TYPE") or None}
        part |= {"uuid": probe(path, "UUID") or None, "label": probe(path, "LABEL") or None}
    return {"guid": listing["id"].upper(), "sector": sector, "partitions": parts}


def _partition(disk: str, item: dict, sector: int) -> dict:
    return {
        "number": int(item["node"].removeprefix(partition_path(disk, 0)[:-1])),
        "type": item["type"].upper(),
        "guid": item["uuid"].upper(),
        "name": item.get("name", ""),
        "attributes": item.get("attrs", ""),
        "startBytes": item["start"] * sector,
        "sizeBytes": item["size"] * sector,
    }


def minimum_disk(partitions: list[dict]) -> int:
    """The smallest disk for the partitions: only swap areas at the end may shrink."""
    kept, tail = split_tail(partitions)
    end = max((part["startBytes"] + part["sizeBytes"] for part in kept), default=MIB)
    return _up(end) + sum(_least(part) for part in tail) + MIB


def split_tail(partitions: list[dict]) -> tuple[list[dict], list[dict]]:
    """(the partitions up to the one that grows, swap areas and recovery partitions after it), in disk order.

    Windows puts its recovery partition behind itself: the free space of a larger disk is for Windows, so the recovery
    moves to the end of the disk.
    """
    ordered = sorted(partitions, key=lambda part: part["startBytes"])
    tail: list[dict] = []
    while ordered and (ordered[-1]["content"] == "remade" or ordered[-1].get("type") == RECOVERY):
        tail.insert(0, ordered.pop())
    return ordered, tail


def _least(part: dict) -> int:
    return SMALLEST_SWAP if part["content"] == "remade" else _up(part["sizeBytes"])


def fitted(partitions: list[dict], disk_size: int) -> list[dict]:
    """The partitions for a disk of this size: the last one before the tail gets the free space, and the tail moves
    to the end. The disk must have at least `minimum_disk` bytes."""
    kept, tail = split_tail(partitions)
    end = disk_size // MIB * MIB - MIB
    if not kept:
        return partitions
    last = kept[-1]
    last_end = _up(last["startBytes"] + last["sizeBytes"])
    moved = []
    for place, part in reversed(list(enumerate(tail))):
        room = end - last_end - sum(_least(before) for before in tail[:place])
        size = min(_up(part["sizeBytes"]), room // MIB * MIB)
        end -= size
        # A recovery partition keeps its size to the byte: its file system says how long it is.
        kept_size = size if part["content"] == "remade" else part["sizeBytes"]
        moved.insert(0, part | {"startBytes": end, "sizeBytes": kept_size})
    return [*kept[:-1], last | {"sizeBytes": max(end - last["startBytes"], last["sizeBytes"])}, *moved]


def _up(value: int) -> int:
    return -(-value // MIB) * MIB


def renewed_guid(old: str, disk_identity: str) -> str:
    """The new GUID for `old` on this disk; deterministic."""
    return str(uuid.uuid5(_NAMESPACE, f"{disk_identity}\0{old.upper()}")).upper()


def write_table(disk: str, sector: int, table_guid: str, partitions: list[dict]) -> None:
    """Writes both copies of the GPT for the size of the disk, without changing the content of partitions."""
    first = 34 if sector == 512 else 6
    lines = ["label: gpt", f"label-id: {table_guid}", "unit: sectors", f"first-lba: {first}", ""]
    for part in partitions:
        name = part["name"].replace('"', "'").replace("\\", "/")
        fields = [
            f"start={part['startBytes'] // sector}",
            f"size={part['sizeBytes'] // sector}",
            f"type={part['type']}",
            f"uuid={part['guid']}",
        ]
        fields += [f'name="{name}"'] if name else []
        fields += [f'attrs="{part["attributes"]}"'] if part["attributes"] else []
        lines.append(f"{partition_path(disk, part['number'])} : {', '.join(fields)}")
    options = ["--quiet", "--force", "--no-reread", "--no-tell-kernel", "--wipe", "never", "--wipe-partitions", "never"]
    run(["sfdisk", *options, disk], input="\n".join(lines) + "\n", kind="transient")
    settle(disk, [part["number"] for part in partitions])
