"""The log of an NTFS volume, $LogFile, as Windows writes it."""

import struct

MIB = 1 << 20


def restart_page(lsn: int, used: bool, flags: int = 0) -> bytes:
    """A restart page of $LogFile with its one client, NTFS, that uses the log or not."""
    head = b"RSTR" + struct.pack("<HHQIIHHH", 0x1E, 9, 0, 4096, 4096, 0x30, 1, 1)
    free, in_use = (0xFFFF, 0) if used else (0, 0xFFFF)
    area = struct.pack("<QHHHHIHHQIHHII", lsn, 1, free, in_use, flags, 44, 0xD0, 0x30, 4 * MIB, 0, 0x30, 0x40, 1, 0)
    client = struct.pack("<QQHHH6xI", 0, 0, 0xFFFF, 0xFFFF, 0, 8) + "NTFS".encode("utf-16le")
    return (head.ljust(0x30, b"\0") + area + client).ljust(4096, b"\0")
