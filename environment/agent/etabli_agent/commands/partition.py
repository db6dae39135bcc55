"""partition {disk, firmware, layout | table + partitions}: a new table and its file systems on the chosen disk.

`layout` is that of a Linux system, whose root is then mounted on /target; `table` (`gpt`, `mbr`) and `partitions`
(`[{role, sizeBytes | null, label?}]`, null takes the rest of the disk) are those of Windows.
Result: {disk, partitions: [{role, number, path, uuid, partuuid, fileSystem, sizeBytes}]}.
"""

from ..errors import AgentError
from ..esp import check_esp_size, prove_esp
from ..file_systems import make_file_system
from ..linux_layout import plan_linux
from ..partition_roles import Part
from ..partition_table import fit, with_sizes, write_table
from ..report import Report
from ..run import run as system
from ..target_disk import Disk, find_disk, mount_target, partition_path, probe, release
from ..verified_record import forget
from ..windows_layout import plan_windows


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    _check_sector(disk, parameters.get("logicalSectorBytes"))
    table = parameters.get("table", "gpt")
    plan = _plan(disk, parameters, table)
    release(disk)
    report.log(f"{disk.path} {disk.model} {disk.size} bytes: new {table.upper()}, {len(plan)} partitions")
    forget()
    write_table(disk.path, plan, table)
    for number, part in enumerate(plan, 1):
        make_file_system(part, partition_path(disk.path, number), disk.logical_sector)
    partitions = [_describe(disk.path, number, part.role) for number, part in enumerate(plan, 1)]
    _prove(disk, partitions, report)
    if any(part["role"] == "root" for part in partitions):
        mount_target(disk, partitions)
    return {"disk": disk.as_json(), "partitions": partitions}


def _plan(disk: Disk, parameters: dict, table: str) -> list[Part]:
    windows = "partitions" in parameters
    plan = plan_windows(disk, parameters) if windows else plan_linux(parameters["layout"], parameters["firmware"])
    fit(plan, disk.size, table)
    field = "windows.disk.espBytes" if windows else "disk.layout.esp.sizeBytes"
    for part in plan:
        if part.role == "esp":
            check_esp_size(part.size or 0, disk.logical_sector, disk.path, field)
    return with_sizes(plan, disk.size, table) if windows else plan


def _check_sector(disk: Disk, expected: int | None) -> None:
    if expected and expected != disk.logical_sector:
        raise AgentError(
            "operator",
            f"Le master veut des secteurs de {expected} octets, {disk.path} en a de {disk.logical_sector}",
            f"The master wants sectors of {expected} bytes, {disk.path} has {disk.logical_sector}",
            "Choisissez un master fait pour ce type de disque.",
            "Choose a master made for this kind of disk.",
        )


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


def _prove(disk: Disk, partitions: list[dict], report: Report) -> None:
    """The ESP as firmware reads it: mkfs.vfat succeeds also with too few clusters for FAT32."""
    for part in partitions:
        if part["role"] == "esp":
            proof = prove_esp(part["path"], disk.logical_sector, report)
            report.log(f"{part['path']}: {proof['fileSystem']}, {proof['clusters']} clusters of FAT")
