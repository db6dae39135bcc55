"""The NTFS volume of Windows, mounted through ntfs-3g, which writes it as Windows would name things.

Names are case-sensitive there: the folders that the image made keep the case that they have (`Windows/System32`).
"""

from contextlib import contextmanager
from typing import Iterator

from .errors import AgentError
from .mounts import mount, unmount_tree
from .target_disk import TARGET, Disk, number_of, partition_path, probe, settle
from .verified_record import volume_about_to_change

# Alternate streams as `file:stream`, names that Windows refuses refused, hidden files as they are.
OPTIONS = "streams_interface=windows,windows_names,big_writes"


def partition_of(partitions: list[dict], role: str) -> dict:
    """The partition with this role. AgentError('permanent') when there is none."""
    for partition in partitions:
        if partition["role"] == role:
            return partition
    raise AgentError(
        "permanent",
        f"Le disque n'a pas de partition « {role} »",
        f"The disk has no partition '{role}'",
    )


def device_of(disk: Disk, partitions: list[dict], role: str) -> str:
    """The device of the partition, after checking that it is the one that was made."""
    partition = partition_of(partitions, role)
    path = partition_path(disk.path, number_of(partition))
    expected = partition.get("uuid")
    if expected and probe(path, "UUID").lower() != expected.lower():
        raise AgentError(
            "permanent",
            f"{path} n'est pas la partition qui a été créée : {expected} attendu",
            f"{path} is not the partition that was made: {expected} expected",
        )
    return path


def made_partition(disk: Disk, partitions: list[dict], role: str) -> str:
    """The device of the partition by its number in the table, for one whose file system may be half-written."""
    partition = partition_of(partitions, role)
    path = partition_path(disk.path, number_of(partition))
    settle(disk.path, [number_of(partition)])
    expected = partition.get("partuuid")
    if expected and probe(path, "PART_ENTRY_UUID").lower() != expected.lower():
        raise AgentError(
            "permanent",
            f"{path} n'est pas la partition qui a été créée : {expected} attendu",
            f"{path} is not the partition that was made: {expected} expected",
            "Relancez depuis le partitionnement.",
            "Retry from the partitioning.",
        )
    return path


@contextmanager
def windows_volume(
    disk: Disk, partitions: list[dict], role: str = "windows", read_only: bool = False
) -> Iterator[str]:
    """Mounts the volume on /target and unmounts it at the end, so that all of it is on the disk.

    One that may be written no longer is what `verify-wim` compared: this is recorded first.
    """
    device = device_of(disk, partitions, role)
    if not read_only and role == "windows":
        volume_about_to_change(disk.as_json())
    mount(device, TARGET, f"ro,{OPTIONS}" if read_only else OPTIONS)
    try:
        yield TARGET
    finally:
        unmount_tree(TARGET)
