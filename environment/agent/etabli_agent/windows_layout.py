"""The partitions of Windows, as the server asks for them: `table` and `partitions: [{role, sizeBytes, label?}]`."""

from .errors import AgentError
from .partition_roles import ROLES, Part, whole_mib
from .target_disk import Disk

TABLES = {"gpt": "uefi", "mbr": "bios"}
NEEDED = {"gpt": ("esp", "windows"), "mbr": ("system", "windows")}
MOST_IN_MBR = 4
LONGEST_LABEL = {"ntfs": 32, "vfat": 11}


def plan_windows(disk: Disk, parameters: dict) -> list[Part]:
    """The partitions in disk order. Refuses what Windows could not start from, before any write."""
    table, firmware = parameters["table"], parameters["firmware"]
    plan = [_part(item) for item in parameters["partitions"]]
    if TABLES.get(table) != firmware:
        raise _refused(
            f"table {table!r} avec un micrologiciel {firmware!r} ; Windows veut GPT en UEFI, MBR en BIOS",
            f"table {table!r} with {firmware!r} firmware; Windows wants GPT with UEFI, MBR with BIOS",
        )
    _check_roles(plan, table)
    for part in plan:
        _check_label(part)
    if table == "mbr" and disk.logical_sector != 512:
        raise AgentError(
            "operator",
            f"{disk.path} a des secteurs de {disk.logical_sector} octets : Windows n'y démarre pas en mode BIOS. "
            "Rien n'a été écrit",
            f"{disk.path} has sectors of {disk.logical_sector} bytes: Windows does not start from it in BIOS mode. "
            "Nothing was written",
            "Mettez le micrologiciel du PC en mode UEFI, ou prenez un disque à secteurs de 512 octets.",
            "Set the PC's firmware to UEFI mode, or use a disk with sectors of 512 bytes.",
        )
    return plan


def _part(item: dict) -> Part:
    role, size = item.get("role"), item.get("sizeBytes")
    if role not in ROLES:
        raise _refused(
            f"partitions : rôle {role!r} inconnu, un de {', '.join(ROLES)} attendu",
            f"partitions: role {role!r} is unknown, expected one of {', '.join(ROLES)}",
        )
    if size is not None and (not isinstance(size, int) or size <= 0):
        raise _refused(
            f"partitions : sizeBytes {size!r} pour « {role} », un nombre d'octets ou null attendu",
            f"partitions: sizeBytes {size!r} for '{role}', a number of bytes or null expected",
        )
    return Part(role, whole_mib(size) if size else None, item.get("label") or "")


def _check_roles(plan: list[Part], table: str) -> None:
    roles = [part.role for part in plan]
    for role in NEEDED[table]:
        if roles.count(role) != 1:
            raise _refused(
                f"partitions : {roles.count(role)} partitions « {role} », une attendue",
                f"partitions: {roles.count(role)} partitions '{role}', one expected",
            )
    foreign = [part.role for part in plan if not getattr(part.kind, table)]
    if foreign:
        raise _refused(
            f"partitions : une table {table} n'a pas de partition « {foreign[0]} »",
            f"partitions: a {table} table has no partition '{foreign[0]}'",
        )
    if table == "mbr" and len(plan) > MOST_IN_MBR:
        raise _refused(
            f"partitions : {len(plan)} partitions, une table MBR en a {MOST_IN_MBR} au plus",
            f"partitions: {len(plan)} partitions, an MBR has at most {MOST_IN_MBR}",
        )


def _check_label(part: Part) -> None:
    most = LONGEST_LABEL.get(part.kind.file_system or "", 0)
    if len(part.name) > most:
        raise _refused(
            f"partitions : nom « {part.name} » de « {part.role} », {len(part.name)} caractères, {most} au plus",
            f"partitions: the label '{part.name}' of '{part.role}' has {len(part.name)} characters, at most {most}",
        )


def _refused(fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Disposition refusée, rien n'a été écrit : {fr}",
        f"Layout refused, nothing was written: {en}",
        "Corrigez windows.disk dans le profil.",
        "Correct windows.disk in the profile.",
    )
