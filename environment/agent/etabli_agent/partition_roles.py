"""What each role of a partition is: its types in both kinds of table, its attributes and its file system.

UEFI 2.10 table 5.7, the Discoverable Partitions Specification, and Microsoft's "UEFI/GPT-based hard drive
partitions" and "BIOS/MBR-based hard drive partitions"; biosboot is defined by GRUB.
"""

from dataclasses import dataclass

MIB = 1 << 20
BASIC_DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"


@dataclass(frozen=True)
class Role:
    """`gpt` and `mbr` are types, empty where such a table has no partition of this role."""

    gpt: str = ""
    mbr: str = ""
    attributes: str = ""  # of GPT, as sfdisk names them
    active: bool = False  # of MBR: the one that the boot code starts
    file_system: str | None = None
    label: str = ""
    smallest: int = MIB  # when it takes what the others leave


ROLES = {
    "esp": Role(gpt="C12A7328-F81F-11D2-BA4B-00A0C93EC93B", mbr="ef", file_system="vfat", label="ESP"),
    "biosboot": Role(gpt="21686148-6449-6E6F-744E-656564454649"),
    "swap": Role(gpt="0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", file_system="swap", label="swap"),
    "root": Role(
        gpt="4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709", file_system="ext4", label="root", smallest=1024 * MIB
    ),
    "msr": Role(gpt="E3C9E316-0B5C-4DB8-817D-F92DF00215AE"),
    "system": Role(mbr="7", active=True, file_system="ntfs", label="System"),
    "windows": Role(gpt=BASIC_DATA, mbr="7", file_system="ntfs", label="Windows", smallest=1024 * MIB),
    # 0x8000000000000001: the firmware's system needs it, and Windows gives it no drive letter.
    "recovery": Role(
        gpt="DE94BBA4-06D1-4D40-A16A-BFD50179D6AC",
        mbr="27",
        attributes="RequiredPartition GUID:63",
        file_system="ntfs",
        label="Recovery",
    ),
    "data": Role(gpt=BASIC_DATA, mbr="7", file_system="ntfs", label="Data"),
}


@dataclass(frozen=True)
class Part:
    """A partition to make. Without a size it takes what the others leave."""

    role: str
    size: int | None
    label: str = ""

    @property
    def kind(self) -> Role:
        return ROLES[self.role]

    @property
    def name(self) -> str:
        """The label of its file system."""
        return self.label or self.kind.label


def whole_mib(size: int) -> int:
    return -(-int(size) // MIB) * MIB
