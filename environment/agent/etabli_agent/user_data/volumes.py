"""The volumes of a disk that is about to be erased, mounted to read; what cannot be read is refused."""

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Iterator

from ..errors import AgentError
from ..mounts import mount, unmount_tree
from ..ntfs_state import BITLOCKER, identity_of, is_awake, is_closed
from ..target_disk import OLD_SYSTEM, Disk, partition_nodes, probe, settle

BASE = OLD_SYSTEM
# Alternate streams as extended attributes, which restic saves.
READ_NTFS = "ro,streams_interface=xattr"
# All of a btrfs, not only the subvolume that is mounted by default: homes are often in another one.
_LINUX = {"ext2": "ro", "ext3": "ro,noload", "ext4": "ro,noload", "xfs": "ro,norecovery", "btrfs": "ro,subvolid=5"}
# They hold no files of users.
_WITHOUT = {"vfat", "swap", "exfat", "iso9660", "squashfs"}
_BLANK_BYTES = 1 << 20


@dataclass(frozen=True)
class Volume:
    """A mounted volume; `system` is 'windows' or 'linux' by its file system, not by what is on it."""

    number: int
    device: str
    root: str
    system: str


@contextmanager
def old_volumes(disk: Disk) -> Iterator[list[Volume]]:
    """Every volume of the disk with files, mounted read-only. AgentError('operator') for one that cannot be read."""
    unmount_tree(BASE)
    settle(disk.path, [])
    try:
        yield [volume for node in partition_nodes(disk.path) if (volume := _mounted(disk, node))]
    finally:
        unmount_tree(BASE)


def _mounted(disk: Disk, device: str) -> Volume | None:
    number = int(device[len(disk.path) :].lstrip("p"))
    root, kind = f"{BASE}/{number}", probe(device, "TYPE")
    if identity_of(device) == BITLOCKER or kind == "BitLocker":
        raise refused(
            f"{device} est chiffré par BitLocker",
            f"{device} is encrypted by BitLocker",
            "Dans Windows : manage-bde -off C:, attendez la fin du déchiffrement, arrêtez le PC, puis relancez.",
            "In Windows: manage-bde -off C:, wait until it is decrypted, shut the PC down, then retry.",
        )
    if kind == "ntfs":
        return _ntfs(number, device, root)
    if kind in _LINUX:
        mount(device, root, _LINUX[kind])
        return Volume(number, device, root, "linux")
    if kind in _WITHOUT or (kind == "" and _is_without_files(device)):
        return None
    raise refused(
        f"{device} ({kind or 'système de fichiers inconnu'}) ne peut pas être lu d'ici",
        f"{device} ({kind or 'unknown file system'}) cannot be read from here",
        "Sauvegardez ses données vous-même, puis déployez avec un profil sans userData.backup.",
        "Save its data yourself, then deploy with a profile without userData.backup.",
    )


def _ntfs(number: int, device: str, root: str) -> Volume:
    mount(device, root, READ_NTFS)
    if not is_awake(root):  # first: the log of a hibernated volume is in use, too
        raise refused(
            f"le Windows de {device} est en veille prolongée, ou a été arrêté avec le démarrage rapide",
            f"the Windows of {device} is hibernated, or was shut down with fast startup",
            "Dans Windows : powercfg /h off, puis shutdown /s /t 0, puis relancez.",
            "In Windows: powercfg /h off, then shutdown /s /t 0, then retry.",
        )
    if not is_closed(device):
        raise refused(
            f"le volume {device} n'a pas été fermé proprement (journal NTFS en cours)",
            f"the volume {device} was not closed cleanly (its NTFS log is in use)",
            "Démarrez Windows, lancez chkdsk C: /f, puis shutdown /s /t 0, puis relancez.",
            "Start Windows, run chkdsk C: /f, then shutdown /s /t 0, then retry.",
        )
    return Volume(number, device, root, "windows")


def _is_without_files(device: str) -> bool:
    """Windows' reserved partition, a boot loader's, or one that nothing was written to."""
    kind = probe(device, "PART_ENTRY_TYPE").lower()
    if kind in ("e3c9e316-0b5c-4db8-817d-f92df00215ae", "21686148-6449-6e6f-744e-656564454649", "0x5", "0xf"):
        return True
    with open(device, "rb") as content:
        return not content.read(_BLANK_BYTES).strip(b"\0")


def refused(fr: str, en: str, remedy_fr: str, remedy_en: str) -> AgentError:
    return AgentError(
        "operator",
        f"Sauvegarde refusée, rien n'a été effacé : {fr}",
        f"Backup refused, nothing was erased: {en}",
        remedy_fr,
        remedy_en,
    )


def relative(volume: Volume, path: str) -> str:
    """The path on the volume, for people."""
    return os.path.relpath(path, volume.root)
