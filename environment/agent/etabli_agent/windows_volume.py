"""The NTFS volume of Windows, mounted through ntfs-3g, which writes it as Windows would name things.

ntfs-3g keeps no journal and never calls a volume dirty: a power cut can leave one that is torn, and nothing on it
would say so. A file in it says so as long as it is written to.

Names are case-sensitive there: the folders that the image made keep the case that they have (`Windows/System32`).
"""

import os
from contextlib import contextmanager, suppress
from typing import Iterator

from .errors import AgentError
from .mounts import mount, mount_points, unmount_tree
from .target_disk import TARGET, Disk, number_of, partition_path, probe, settle
from .verified_record import volume_about_to_change

# Alternate streams as `file:stream`, names that Windows refuses refused, hidden files as they are.
OPTIONS = "streams_interface=windows,windows_names,big_writes"
# Stands in the volume while it is written to, and is gone before it is unmounted.
MARKER = ".etabli-being-written"


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
    disk: Disk, partitions: list[dict], role: str = "windows", read_only: bool = False, options: str = OPTIONS
) -> Iterator[str]:
    """Mounts the volume on /target and unmounts it at the end, so that all of it is on the disk.

    One that may be written no longer is what `verify-wim` compared: this is recorded first. AgentError('permanent')
    for one whose last writing was not ended.
    """
    device = device_of(disk, partitions, role)
    _close_what_was_left(device)
    if not read_only and role == "windows":
        volume_about_to_change(disk.as_json())
    mount(device, TARGET, f"ro,{options}" if read_only else options)
    try:
        if os.path.lexists(f"{TARGET}/{MARKER}"):
            raise _torn(device)
        if read_only:
            yield TARGET
        else:
            yield from _written(TARGET)
    finally:
        unmount_tree(TARGET)


def _close_what_was_left(device: str) -> None:
    """Unmounts what an agent that was killed left there, which may be read-only, or dead with its ntfs-3g.

    Where ntfs-3g lived on, it has all of what it was given: the marker goes.
    """
    if (TARGET, os.stat(device).st_rdev) in mount_points(TARGET):
        with suppress(OSError):  # when ntfs-3g was killed too, the marker stays
            _unmark(TARGET)
    unmount_tree(TARGET)


def _written(root: str) -> Iterator[str]:
    """The volume with the marker in it, which goes when all else is on the disk, also after an error."""
    try:
        with open(f"{root}/{MARKER}", "xb") as marker:
            os.fsync(marker.fileno())
    except OSError as cause:
        raise _not_markable(root, cause) from cause
    try:
        yield root
    except BaseException:
        with suppress(OSError):
            _unmark(root)
        raise
    _unmark(root)


def _unmark(root: str) -> None:
    """ntfs-3g writes out the whole volume at an fsync, not this file alone."""
    with open(f"{root}/{MARKER}", "rb") as marker:
        os.fsync(marker.fileno())
    os.unlink(f"{root}/{MARKER}")


def _torn(device: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Une écriture dans le volume de Windows ({device}) n'a pas été achevée, par exemple à cause d'une coupure de "
        "courant : il est peut-être abîmé, et rien ne le vérifierait",
        f"A write to the volume of Windows ({device}) was not ended, for instance by a power cut: it may be damaged, "
        "and nothing would check it",
        "Relancez depuis le début, à partir du transfert du master : le volume est formaté de nouveau.",
        "Retry from the start, from the master transfer: the volume is formatted again.",
    )


def _not_markable(root: str, cause: OSError) -> AgentError:
    text = f"{root}/{MARKER} : {os.strerror(cause.errno or 0)}"
    return AgentError(
        "operator",
        f"Le volume de Windows n'accepte pas l'écriture, rien n'y a été écrit ({text})",
        f"The volume of Windows does not take a write, nothing was written to it ({text})",
        "Contrôlez la place libre et la santé du disque, puis relancez.",
        "Check the free space and the disk's health, then retry.",
    )
