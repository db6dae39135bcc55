"""The firmware's entry of the Windows Boot Manager: what stands behind its device path.

The boot manager takes from there which object of its store it is. A structure of Windows' loader (WINDOWS_OS_OPTIONS):
signature, version, length, where the path of a loader begins, options as text, and that path: here an empty one.
"""

import struct

LABEL = "Windows Boot Manager"
LOADER = "\\EFI\\Microsoft\\Boot\\bootmgfw.efi"
_OBJECT = "BCDOBJECT={9dea862c-5cdd-4e70-acc1-f32b344d4795}"
_HEAD = 20
_EFI_PATH, _END_OF_PATH = 4, b"\x7f\xff\x04\x00"


def optional_data() -> bytes:
    text = f"{_OBJECT}\0".encode("utf-16le")
    path_at = -(-(_HEAD + len(text)) // 8) * 8
    path = struct.pack("<III", 1, 12 + len(_END_OF_PATH), _EFI_PATH) + _END_OF_PATH
    head = b"WINDOWS\0" + struct.pack("<III", 1, path_at + len(path), path_at)
    return (head + text).ljust(path_at, b"\0") + path
