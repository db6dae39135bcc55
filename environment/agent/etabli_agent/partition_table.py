"""Sizes of partitions on a disk, and a new table of them."""

from .errors import AgentError
from .partition_roles import MIB, Part
from .run import run
from .target_disk import partition_nodes, settle

# The gap before the first partition, and room for the backup GPT after the last one.
EDGE = MIB
# MBR counts 512-byte sectors in 32 bits.
END_OF_MBR = 512 << 32


def fit(plan: list[Part], disk_size: int, table: str) -> None:
    """Refuses a plan that the disk, or what its table reaches of it, has no room for. One partition may have no size."""
    if sum(part.size is None for part in plan) > 1:
        raise AgentError(
            "permanent",
            "Disposition refusée, rien n'a été écrit : plusieurs partitions sans taille, une seule prend le reste",
            "Layout refused, nothing was written: several partitions without a size, only one takes the rest",
        )
    needed = 2 * EDGE + sum(part.size or part.kind.smallest for part in plan)
    reached = _end(disk_size, table)
    if needed <= reached:
        return
    if needed <= disk_size:
        raise AgentError(
            "operator",
            f"Rien n'a été écrit : une table MBR atteint {reached} des {disk_size} octets du disque, "
            f"la disposition demandée en veut {needed}",
            f"Nothing was written: an MBR reaches {reached} of the {disk_size} bytes of the disk, "
            f"the layout asked for wants {needed}",
            "Réduisez les partitions dans le profil, ou passez le PC en mode UEFI.",
            "Make the partitions in the profile smaller, or switch the PC to UEFI mode.",
        )
    raise AgentError(
        "operator",
        f"Le disque a {disk_size} octets, la disposition demandée en veut {needed}",
        f"The disk has {disk_size} bytes, the layout asked for wants {needed}",
        "Changez la disposition dans le profil, ou le disque.",
        "Change the layout in the profile, or the disk.",
    )


def _end(disk_size: int, table: str) -> int:
    return min(disk_size, END_OF_MBR) if table == "mbr" else disk_size


def with_sizes(plan: list[Part], disk_size: int, table: str) -> list[Part]:
    """The plan with the size of the partition that takes the rest, in whole MiB; it may stand anywhere."""
    rest = (_end(disk_size, table) - EDGE) // MIB * MIB - EDGE - sum(part.size or 0 for part in plan)
    return [Part(part.role, part.size or rest, part.label) for part in plan]


def write_table(disk: str, plan: list[Part], table: str = "gpt") -> None:
    """A new table. Old signatures are wiped, also in the old partitions, so that no old file system is detected."""
    for path in partition_nodes(disk):
        run(["wipefs", "--all", "--quiet", path], kind="transient")
    # The kernel refuses a partition that overlaps one of the old table which it still knows.
    run(["partx", "--delete", disk], accept=(0, 1))
    lines = ["label: gpt" if table == "gpt" else "label: dos"]
    lines += [_gpt_line(part) if table == "gpt" else _mbr_line(part) for part in plan]
    arguments = ["sfdisk", "--quiet", "--wipe", "always", "--wipe-partitions", "always", disk]
    run(arguments, input="\n".join(lines) + "\n", kind="transient")
    settle(disk, list(range(1, len(plan) + 1)))


def _gpt_line(part: Part) -> str:
    attributes = f', attrs="{part.kind.attributes}"' if part.kind.attributes else ""
    return f"{_size(part)}type={part.kind.gpt}, name={part.role}{attributes}"


def _mbr_line(part: Part) -> str:
    return f"{_size(part)}type={part.kind.mbr}{', bootable' if part.kind.active else ''}"


def _size(part: Part) -> str:
    return f"size={part.size // 1024}KiB, " if part.size else ""
