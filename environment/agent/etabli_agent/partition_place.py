"""Where a partition is, in the words of Windows' boot manager, read from the disk itself."""

from uuid import UUID

from .bcd_elements import Place
from .errors import AgentError
from .target_disk import Disk, probe

_BLKID_SECTOR = 512


def place_of(disk: Disk, device: str) -> Place:
    """GPT: GUIDs of disk and partition. MBR: signature of the disk and offset of the partition in bytes."""
    table, disk_id = probe(disk.path, "PTTYPE"), probe(disk.path, "PTUUID")
    if table == "gpt":
        return Place(UUID(disk_id), UUID(probe(device, "PART_ENTRY_UUID")))
    if table == "dos" and disk_id and int(disk_id, 16):
        return Place(int(disk_id, 16), int(probe(device, "PART_ENTRY_OFFSET")) * _BLKID_SECTOR)
    raise AgentError(
        "permanent",
        f"{disk.path} a une table de partitions {table or 'absente'} d'identifiant {disk_id or 'absent'} ; GPT, ou MBR "
        "avec une signature, est attendu",
        f"{disk.path} has a partition table {table or 'absent'} with the identifier {disk_id or 'absent'}; GPT, or MBR "
        "with a signature, is expected",
        "Relancez le déploiement depuis le début.",
        "Run the deployment again from the start.",
    )
