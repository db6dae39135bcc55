"""Registry hives as a generalised Windows has them, as far as Établi reads or writes them.

Made without Établi's own hive code, so that a fault there shows.
"""

import struct

import hivex

SZ, EXPAND_SZ, BINARY, DWORD, MULTI_SZ = 1, 2, 3, 4, 7
# 2024-09-05 as FILETIME: the date of the drivers.
DRIVER_DATE = 133_700_000_000_000_000
DISK_CLASS = bytes.fromhex("7be9364d25e3ce11bfc108002be10318")
NET_CLASS = bytes.fromhex("72e9364d25e3ce11bfc108002be10318")

# inf: (service, group, section, hardware ids). Real Windows has these in its box.
STORAGE = {
    "stornvme.inf": ("stornvme", "SCSI Miniport", "Stornvme_Inst", ["PCI\\CC_010802"]),
    "mshdc.inf": ("storahci", "SCSI Miniport", "msahci_Inst", ["PCI\\CC_010601"]),
}
NETWORK = {"net1ic64.inf": ("e1iexpress", "NDIS", "E10D3.10.0.1", ["PCI\\VEN_8086&DEV_10D3"])}


def package_of(inf: str) -> str:
    """The folder of an INF in the driver store."""
    return f"{inf}_amd64_{inf.encode().hex()[:16].ljust(16, '0')}"


def _sz(text: str) -> bytes:
    return (text + "\0").encode("utf-16le")


def _value(kind: int, value) -> bytes:
    if kind == DWORD:
        return struct.pack("<I", value)
    if kind == MULTI_SZ:
        return b"".join(_sz(text) for text in value) + b"\0\0"
    return value if kind == BINARY else _sz(value)


def write_hive(path: str, root: str, keys: dict[str, dict[str, tuple]]) -> None:
    """A hive with these keys: `a\\b` to `{name: (kind, value)}`; the name '' is the default value."""
    with open(path, "wb") as file:
        file.write(_empty(root))
    hive = hivex.Hivex(path, write=True)
    for key, values in keys.items():
        node = hive.root()
        for name in key.split("\\") if key else []:
            node = hive.node_get_child(node, name) or hive.node_add_child(node, name)
        listed = [{"key": name, "t": kind, "value": _value(kind, value)} for name, (kind, value) in values.items()]
        hive.node_set_values(node, listed)
    hive.commit(None)


def system_hive(storage: dict[str, tuple], winre: bool = False) -> dict[str, dict[str, tuple]]:
    """SYSTEM of an image that sysprep has generalised, or of its recovery environment, with these drivers."""
    control = "ControlSet001\\Control"
    keys: dict[str, dict[str, tuple]] = {
        "Select": {name: (DWORD, 1) for name in ("Current", "Default")} | {"Failed": (DWORD, 0), "LastKnownGood": (DWORD, 1)},
        f"{control}\\ComputerName\\ComputerName": {"ComputerName": (SZ, "MINWINPC" if winre else "WIN-ETABLI")},
        f"{control}\\ProductOptions": {"ProductType": (SZ, "WinNT")},
        f"{control}\\Session Manager\\Memory Management": {"PagingFiles": (MULTI_SZ, ["?:\\pagefile.sys"])},
        "ControlSet001\\Services\\disk": _service("disk", "SCSI Class"),
    }
    if not winre:
        keys["Setup"] = {"SystemSetupInProgress": (DWORD, 1), "SetupType": (DWORD, 2), "OOBEInProgress": (DWORD, 1),
                         "CmdLine": (SZ, "oobe\\windeploy.exe")}
        keys["Setup\\Status\\SysprepStatus"] = {"GeneralizationState": (DWORD, 7), "CleanupState": (DWORD, 2)}
    for service, group, _, _ in storage.values():
        keys[f"ControlSet001\\Services\\{service}"] = _service(service, group)
        keys[f"ControlSet001\\Services\\{service}\\Parameters"] = {"BusType": (DWORD, 17)}
    return keys | driver_database(storage, DISK_CLASS)


def drivers_hive() -> dict[str, dict[str, tuple]]:
    """DRIVERS: the drivers that the start of Windows does not need."""
    return driver_database(NETWORK, NET_CLASS)


def software_hive(name: str, edition: str, build: str) -> dict[str, dict[str, tuple]]:
    """SOFTWARE: which Windows this is, and that sysprep has generalised it."""
    number, revision = build.split(".")
    return {
        "Microsoft\\Windows NT\\CurrentVersion": {
            "ProductName": (SZ, name), "EditionID": (SZ, edition), "InstallationType": (SZ, "Client"),
            "CurrentBuild": (SZ, number), "CurrentBuildNumber": (SZ, number), "UBR": (DWORD, int(revision)),
            "CurrentMajorVersionNumber": (DWORD, 10), "CurrentMinorVersionNumber": (DWORD, 0),
            "DisplayVersion": (SZ, "24H2"), "SystemRoot": (SZ, "C:\\Windows"),
        },
        "Microsoft\\Windows\\CurrentVersion\\Setup\\State": {
            "ImageState": (SZ, "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"),
        },
        "Microsoft\\Windows\\CurrentVersion": {"DevicePath": (EXPAND_SZ, "%SystemRoot%\\inf")},
    }


def driver_database(drivers: dict[str, tuple], class_guid: bytes) -> dict[str, dict[str, tuple]]:
    """The keys by which Windows finds the driver of a device."""
    keys: dict[str, dict[str, tuple]] = {}
    version = struct.pack("<II", 0x0009FF00, 0) + class_guid
    version += struct.pack("<Q4HQ", DRIVER_DATE, 1742, 26100, 0, 10, 0)
    for inf, (service, _, section, ids) in drivers.items():
        package = f"DriverDatabase\\DriverPackages\\{package_of(inf)}"
        keys[f"DriverDatabase\\DriverInfFiles\\{inf}"] = {
            "": (MULTI_SZ, [package_of(inf)]), "Active": (SZ, package_of(inf)), "Configurations": (MULTI_SZ, [section]),
        }
        keys[package] = {"": (SZ, inf), "Version": (BINARY, version), "Provider": (SZ, "Microsoft"),
                         "InfName": (SZ, inf)}
        keys[f"{package}\\Configurations\\{section}"] = {"Service": (SZ, service), "ConfigFlags": (DWORD, 0)}
        for identifier in ids:
            keys[f"{package}\\Descriptors\\{identifier}"] = {"Configuration": (SZ, section)}
            device = keys.setdefault(f"DriverDatabase\\DeviceIds\\{identifier}", {})
            device[inf] = (BINARY, bytes([1, 0xFF, 0, 0]))
    return keys


def _service(name: str, group: str) -> dict[str, tuple]:
    return {"Type": (DWORD, 1), "Start": (DWORD, 0), "ErrorControl": (DWORD, 1), "Group": (SZ, group),
            "ImagePath": (EXPAND_SZ, f"System32\\drivers\\{name}.sys")}


def _empty(root: str) -> bytes:
    """A hive without keys: hivex changes hives but does not make them. One block of 4096 bytes after the header."""
    name = root.encode("ascii")
    key_at, key_size = 0x20, (4 + 76 + len(name) + 7) // 8 * 8
    security_at = key_at + key_size
    key = b"nk" + struct.pack("<HQIIIIIIIIII", 0x2C, DRIVER_DATE, 2, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0xFFFFFFFF,
                              security_at, 0xFFFFFFFF)
    key += struct.pack("<5I2H", 0, 0, 0, 0, 0, len(name), 0) + name
    descriptor = _administrators()
    security = b"sk" + struct.pack("<HIIII", 0, security_at, security_at, 1, len(descriptor)) + descriptor
    cells = _cell(key) + _cell(security)
    cells += struct.pack("<i", 4096 - 0x20 - len(cells))
    block = b"hbin" + struct.pack("<IIQQI", 0, 4096, 0, DRIVER_DATE, 0) + cells
    header = b"regf" + struct.pack("<IIQIIIIIII", 1, 1, DRIVER_DATE, 1, 5, 0, 1, key_at, 4096, 1)
    header = (header + root.encode("utf-16le")).ljust(508, b"\0")
    checksum = 0
    for (word,) in struct.iter_unpack("<I", header):
        checksum ^= word
    return (header + struct.pack("<I", checksum)).ljust(4096, b"\0") + block.ljust(4096, b"\0")


def _cell(content: bytes) -> bytes:
    size = (4 + len(content) + 7) // 8 * 8
    return (struct.pack("<i", -size) + content).ljust(size, b"\0")


def _administrators() -> bytes:
    """A security descriptor: owned by the administrators, who may do everything."""
    sid = bytes([1, 2, 0, 0, 0, 0, 0, 5]) + struct.pack("<II", 32, 544)
    entry = struct.pack("<BBHI", 0, 2, 8 + len(sid), 0xF003F) + sid
    access = struct.pack("<BBHHH", 2, 0, 8 + len(entry), 1, 0) + entry
    return struct.pack("<BBHIIII", 1, 0, 0x8004, 20, 20 + len(sid), 0, 20 + 2 * len(sid)) + sid + sid + access
