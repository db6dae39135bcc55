"""partition {disk, layout, firmware}: GPT and file systems on the chosen disk, mounted on /target.

Result: {disk, partitions: [{role, number, path, uuid, partuuid, fileSystem, sizeBytes}]}.
"""

from ..errors import AgentError
from ..esp import check_esp_size
from ..report import Report
from ..run import run as system
from ..target_disk import (
    Disk,
    find_disk,
    mount_target,
    partition_nodes,
    partition_path,
    probe,
    release,
    settle,
)

MIB = 1 << 20
# UEFI 2.10 table 5.7 and the Discoverable Partitions Specification; biosboot is defined by GRUB.
TYPES = {
    "esp": "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
    "biosboot": "21686148-6449-6E6F-744E-656564454649",
    "swap": "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F",
    "root": "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709",
}
SMALLEST_ROOT = 1024 * MIB


def run(parameters: dict, report: Report) -> dict:
    wanted = parameters["disk"]
    disk = find_disk(wanted)
    _check_sector(disk, parameters.get("logicalSectorBytes"))
    plan = plan_partitions(disk.size, parameters["layout"], parameters["firmware"])
    check_esp_size(next(size for role, size in plan if role == "esp"), disk.logical_sector, disk.path)
    release(disk)
    report.log(f"{disk.path} {disk.model} {disk.size} bytes: new GPT, {len(plan)} partitions")
    write_table(disk.path, plan)
    for number, (role, _) in enumerate(plan, 1):
        make_file_system(role, partition_path(disk.path, number))
    partitions = [_describe(disk.path, number, role) for number, (role, _) in enumerate(plan, 1)]
    mount_target(disk, partitions)
    return {"disk": disk.as_json(), "partitions": partitions}


def _check_sector(disk: Disk, expected: int | None) -> None:
    if expected and expected != disk.logical_sector:
        raise AgentError(
            "operator",
            f"Le master veut des secteurs de {expected} octets, {disk.path} en a de {disk.logical_sector}",
            f"The master wants sectors of {expected} bytes, {disk.path} has {disk.logical_sector}",
            "Choisissez un master fait pour ce type de disque.",
            "Choose a master made for this kind of disk.",
        )


def plan_partitions(disk_size: int, layout: dict, firmware: str) -> list[tuple[str, int | None]]:
    """(role, size in bytes) in disk order; None (only for the root, which is last) uses the rest."""
    plan: list[tuple[str, int | None]] = []
    if firmware == "bios":
        plan.append(("biosboot", MIB))
    esp = layout.get("esp") or {}
    plan.append(("esp", _whole_mib(esp.get("sizeBytes") or 512 * MIB)))
    if layout.get("swap"):
        plan.append(("swap", _whole_mib(layout["swap"]["sizeBytes"])))
    root = layout.get("root") or {}
    if root.get("fileSystem", "ext4") != "ext4":
        raise AgentError(
            "permanent",
            f"Système de fichiers inconnu : {root['fileSystem']}",
            f"Unknown file system: {root['fileSystem']}",
        )
    size = root.get("sizeBytes")
    plan.append(("root", _whole_mib(size) if size else None))
    # 1 MiB before the first partition and 1 MiB after the last, for the backup GPT.
    needed = 2 * MIB + sum(part or SMALLEST_ROOT for _, part in plan)
    if needed > disk_size:
        raise AgentError(
            "operator",
            f"Le disque a {disk_size} octets, la disposition demandée en veut {needed}",
            f"The disk has {disk_size} bytes, the layout asked for wants {needed}",
            "Changez la disposition dans le profil, ou le disque.",
            "Change the layout in the profile, or the disk.",
        )
    return plan


def _whole_mib(size: int) -> int:
    return -(-int(size) // MIB) * MIB


def write_table(disk: str, plan: list[tuple[str, int | None]]) -> None:
    """A new GPT. Old signatures are wiped, also in the old partitions, so that no old file system is detected."""
    for path in partition_nodes(disk):
        system(["wipefs", "--all", "--quiet", path], kind="transient")
    lines = ["label: gpt"]
    for role, size in plan:
        length = f"size={size // 1024}KiB, " if size else ""
        lines.append(f"{length}type={TYPES[role]}, name={role}")
    arguments = ["sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always", disk]
    system(arguments, input="\n".join(lines) + "\n", kind="transient")
    settle(disk, list(range(1, len(plan) + 1)))


def make_file_system(role: str, path: str) -> None:
    commands = {
        "esp": ["mkfs.vfat", "-F", "32", "-n", "ESP", path],
        "swap": ["mkswap", "--label", "swap", path],
        "root": ["mkfs.ext4", "-q", "-F", "-L", "root", path],
    }
    if role in commands:
        system(commands[role], timeout_seconds=600, kind="transient")


def _describe(disk: str, number: int, role: str) -> dict:
    path = partition_path(disk, number)
    size = system(["blockdev", "--getsize64", path]).strip()
    return {
        "role": role,
        "number": number,
        "path": path,
        "uuid": probe(path, "UUID") or None,
        "partuuid": probe(path, "PART_ENTRY_UUID") or None,
        "fileSystem": probe(path, "TYPE") or None,
        "sizeBytes": int(size),
    }
