"""Windows' boot store (BCD): a registry hive of objects with numbered elements, as bcdboot makes them.

The same store gives the same bytes each time: its own identifiers come from those of the partition of Windows.
"""

import os
from dataclasses import dataclass
from uuid import UUID, uuid5

from .bcd_elements import Place, Value, encode_element, partition_device, ram_disk_device
from .bcd_numbers import (
    BAD_MEMORY,
    BOOT_MANAGER,
    DEBUGGER_SETTINGS,
    EMS_SETTINGS,
    GLOBAL_SETTINGS,
    HYPERVISOR_SETTINGS,
    LOADER_SETTINGS,
    MEMORY_TEST,
    RESUME_SETTINGS,
    Element,
    Kind,
)
from .hive import edit_hive, empty_hive

Elements = dict[Element, Value]

# Where an image has them: the recovery entry starts from there, and `reagentc /enable` replaces it in Windows.
WINRE = "\\Windows\\System32\\Recovery\\Winre.wim"
_MOMENT = 133_485_408_000_000_000  # 2024-01-01: the same store has the same bytes
_SAYS_RECOVERY, _OPT_IN, _STANDARD, _LOCAL_DEBUGGER = 3, 0, 1, 4
# The one element that bcdboot allows to be given in memory.
_IN_MEMORY = [0x15000075]
_MENU_SECONDS = 30


@dataclass(frozen=True)
class FirmwareFiles:
    """What differs between a store for UEFI and one for BIOS."""

    suffix: str
    manager: str | None
    memory_test: str
    sdi: str


FIRMWARE = {
    "uefi": FirmwareFiles(
        suffix="efi",
        manager="\\EFI\\Microsoft\\Boot\\bootmgfw.efi",
        memory_test="\\EFI\\Microsoft\\Boot\\memtest.efi",
        sdi="\\Windows\\Boot\\DVD\\EFI\\boot.sdi",
    ),
    "bios": FirmwareFiles(
        suffix="exe",
        manager=None,
        memory_test="\\Boot\\memtest.exe",
        sdi="\\Windows\\Boot\\DVD\\PCAT\\boot.sdi",
    ),
}


@dataclass(frozen=True)
class Store:
    """What a store is made for. `memory_test`, `recovery`: whether the files that they start are there."""

    firmware: str
    system: Place
    windows: Place
    locale: str
    description: str
    memory_test: bool = False
    recovery: bool = False

    @property
    def files(self) -> FirmwareFiles:
        return FIRMWARE[self.firmware]

    def identifier(self, role: str) -> str:
        """The identifier of this PC's own object: another for another partition, the same when written again."""
        return f"{{{uuid5(UUID(int=0), f'{self.windows.name}/{role}')}}}"


def write_store(path: str, store: Store) -> None:
    """Writes the store, at once, in the place of an earlier one."""
    fresh = f"{path}.new"
    empty_hive(fresh, _MOMENT, "NewStoreRoot")
    with edit_hive(fresh) as hive:
        hive.set("Description", "KeyName", "REG_SZ", "BCD00000000")
        hive.set("Description", "System", "REG_DWORD", 1)
        hive.set("Description", "TreatAsSystem", "REG_DWORD", 1)
        for identifier, (kind, elements) in sorted(objects_of(store).items()):
            key = f"Objects\\{identifier}"
            hive.set(f"{key}\\Description", "Type", "REG_DWORD", int(kind))
            hive.ensure_key(f"{key}\\Elements")
            for number, value in sorted(elements.items()):
                hive.set(f"{key}\\Elements\\{number:08x}", "Element", *encode_element(number, value))
    os.replace(fresh, path)


def objects_of(store: Store) -> dict[str, tuple[Kind, Elements]]:
    """{identifier: (type, elements)}."""
    objects = {
        BOOT_MANAGER: (Kind.BOOT_MANAGER, _boot_manager(store)),
        store.identifier("loader"): (Kind.LOADER, _loader(store)),
        store.identifier("resume"): (Kind.RESUME_LOADER, _resume_loader(store)),
        **_settings(),
    }
    if store.memory_test:
        objects[MEMORY_TEST] = (Kind.MEMORY_TEST, _memory_test(store))
    if store.recovery:
        objects[store.identifier("recovery")] = (Kind.LOADER, _recovery(store))
        objects[store.identifier("ramdisk")] = (Kind.DEVICE, _ram_disk(store))
    return objects


def _application(store: Store, place: Place, path: str, description: str, inherits: str) -> Elements:
    return {
        Element.DEVICE: partition_device(place),
        Element.PATH: path,
        Element.DESCRIPTION: description,
        Element.LOCALE: store.locale,
        Element.INHERIT: [inherits],
    }


def _boot_manager(store: Store) -> Elements:
    path = store.files.manager or ""
    elements = _application(store, store.system, path, "Windows Boot Manager", GLOBAL_SETTINGS) | {
        Element.DEFAULT: store.identifier("loader"),
        Element.BOOT_MANAGER_RESUME_OBJECT: store.identifier("resume"),
        Element.DISPLAY_ORDER: [store.identifier("loader")],
        Element.TIMEOUT: _MENU_SECONDS,
    }
    if store.memory_test:
        elements[Element.TOOLS_DISPLAY_ORDER] = [MEMORY_TEST]
    if not path:
        del elements[Element.PATH]  # BIOS starts the one at the root of the partition
    return elements


def _loader(store: Store) -> Elements:
    path = f"\\Windows\\system32\\winload.{store.files.suffix}"
    elements = _application(store, store.windows, path, store.description, LOADER_SETTINGS) | {
        Element.OS_DEVICE: partition_device(store.windows),
        Element.SYSTEM_ROOT: "\\Windows",
        Element.RESUME_OBJECT: store.identifier("resume"),
        Element.NX: _OPT_IN,
        Element.BOOT_MENU_POLICY: _STANDARD,
    }
    return elements | _memory_policy(store) | _recovered_by(store)


def _recovered_by(store: Store) -> Elements:
    """Names a recovery entry only where there is one: a loader without would offer a recovery that cannot start."""
    if not store.recovery:
        return {}
    return {
        Element.RECOVERY_SEQUENCE: [store.identifier("recovery")],
        Element.DISPLAY_MESSAGE_OVERRIDE: _SAYS_RECOVERY,
        Element.RECOVERY_ENABLED: True,
    }


def _memory_policy(store: Store) -> Elements:
    elements: Elements = {Element.ALLOWED_IN_MEMORY_SETTINGS: _IN_MEMORY}
    return elements | ({Element.ISOLATED_CONTEXT: True} if store.firmware == "uefi" else {})


def _resume_loader(store: Store) -> Elements:
    path = f"\\Windows\\system32\\winresume.{store.files.suffix}"
    elements = _application(store, store.windows, path, "Windows Resume Application", RESUME_SETTINGS) | {
        Element.FILE_DEVICE: partition_device(store.windows),
        Element.FILE_PATH: "\\hiberfil.sys",
        Element.RESUME_MENU_POLICY: _STANDARD,
    }
    if store.firmware == "bios":
        elements[Element.DEBUG_OPTION_ENABLED] = False
    return elements | _memory_policy(store) | _recovered_by(store)


def _memory_test(store: Store) -> Elements:
    path = store.files.memory_test
    elements = _application(store, store.system, path, "Windows Memory Diagnostic", GLOBAL_SETTINGS)
    return elements | {Element.BAD_MEMORY_ACCESS: True}


def _recovery(store: Store) -> Elements:
    """Windows RE, from the image file that came with Windows."""
    path = f"\\Windows\\system32\\winload.{store.files.suffix}"
    device = ram_disk_device(store.identifier("ramdisk"), store.windows, WINRE)
    elements = _application(store, store.windows, path, "Windows Recovery Environment", LOADER_SETTINGS)
    return elements | {
        Element.DEVICE: device,
        Element.OS_DEVICE: device,
        Element.DISPLAY_MESSAGE: _SAYS_RECOVERY,
        Element.SYSTEM_ROOT: "\\Windows",
        Element.NX: _OPT_IN,
        Element.BOOT_MENU_POLICY: _STANDARD,
        Element.WINPE: True,
    }


def _ram_disk(store: Store) -> Elements:
    return {
        Element.DESCRIPTION: "Windows Recovery",
        Element.SDI_DEVICE: partition_device(store.windows),
        Element.SDI_PATH: store.files.sdi,
    }


def _settings() -> dict[str, tuple[Kind, Elements]]:
    """The settings that the entries inherit, with bcdboot's values."""
    return {
        GLOBAL_SETTINGS: (Kind.SETTINGS, {Element.INHERIT: [DEBUGGER_SETTINGS, EMS_SETTINGS, BAD_MEMORY]}),
        LOADER_SETTINGS: (Kind.LOADER_SETTINGS, {Element.INHERIT: [GLOBAL_SETTINGS, HYPERVISOR_SETTINGS]}),
        RESUME_SETTINGS: (Kind.RESUME_SETTINGS, {Element.INHERIT: [GLOBAL_SETTINGS]}),
        DEBUGGER_SETTINGS: (Kind.SETTINGS, {Element.DEBUG_TYPE: _LOCAL_DEBUGGER}),
        EMS_SETTINGS: (Kind.SETTINGS, {Element.BOOT_EMS: False}),
        BAD_MEMORY: (Kind.SETTINGS, {}),
        HYPERVISOR_SETTINGS: (
            Kind.LOADER_SETTINGS,
            {
                Element.HYPERVISOR_DEBUG_TYPE: 0,
                Element.HYPERVISOR_DEBUG_PORT: 1,
                Element.HYPERVISOR_BAUD_RATE: 115200,
            },
        ),
    }
