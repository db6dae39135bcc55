"""A driver without which Windows cannot start, as keys and values of the SYSTEM hive.

The server computed it from the INF. Which keys Windows needs was established by what others write with success
(virt-v2v, distrobuilder, opsi) and by exports of installed systems; nothing of it is documented by Microsoft.
"""

import struct
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ..errors import AgentError
from ..hive import KINDS, Data, encode

DATABASE = "DriverDatabase"
KERNEL_DRIVER, BOOT_START = 1, 0
# Before Windows 8 there is no DriverDatabase: such a Windows is not deployed.
FIRST_BUILD = 9200
_EPOCH = date(1601, 1, 1)
_TICKS_OF_A_DAY = 24 * 3600 * 10_000_000
# The second byte is perhaps the feature score of the INF; every export seen has ff, the value without one.
_HARDWARE, _COMPATIBLE = "01ff0000", "02ff0000"

Value = tuple[str, Data]
Keys = dict[str, dict[str, Value]]


@dataclass(frozen=True)
class Place:
    """Where an injection goes: `ControlSet001`, `oem3.inf`."""

    control_set: str
    oem: str


def service_key(injection: dict, place: Place) -> str:
    return f"{place.control_set}\\Services\\{injection['service']['name']}"


def package_key(injection: dict) -> str:
    return f"{DATABASE}\\DriverPackages\\{injection['inf']['package']}"


def keys_of(injection: dict, place: Place) -> Keys:
    """{key: {name: (type, data)}} of all that is written; the value named '' is the default of its key."""
    inf, section = injection["inf"], injection["configuration"]["name"]
    keys = _service(injection, place)
    package = package_key(injection)
    keys[f"{DATABASE}\\DriverInfFiles\\{place.oem}"] = {
        "": ("REG_MULTI_SZ", [inf["package"]]),
        "Active": ("REG_SZ", inf["package"]),
        "Configurations": ("REG_MULTI_SZ", [section]),
    }
    keys[package] = {
        "": ("REG_SZ", place.oem),
        "InfName": ("REG_SZ", inf["name"]),
        "Provider": ("REG_SZ", inf["provider"]),
        "Version": ("REG_BINARY", version_value(inf)),
    }
    configuration = f"{package}\\Configurations\\{section}"
    keys[configuration] = {
        "ConfigFlags": ("REG_DWORD", 0),
        "Service": ("REG_SZ", injection["configuration"]["service"]),
    }
    _add_lines(keys, f"{configuration}\\Device", injection["configuration"]["device"])
    # A device may stand in several lines of the INF: as its hardware id it ranks first.
    for each in sorted(injection["ids"], key=lambda each: each["hardware"]):
        keys[f"{DATABASE}\\DeviceIds\\{each['id']}"] = {
            place.oem: ("REG_BINARY", _HARDWARE if each["hardware"] else _COMPATIBLE)
        }
        keys[f"{package}\\Descriptors\\{each['id']}"] = {"Configuration": ("REG_SZ", each["configuration"])}
    return keys


def _service(injection: dict, place: Place) -> Keys:
    service, key = injection["service"], service_key(injection, place)
    values: dict[str, Value] = {
        "Type": ("REG_DWORD", service["type"]),
        "Start": ("REG_DWORD", service["start"]),
        "ErrorControl": ("REG_DWORD", service["errorControl"]),
        "ImagePath": ("REG_EXPAND_SZ", service["imagePath"]),
        "Owners": ("REG_MULTI_SZ", [place.oem]),
    }
    if service.get("group"):
        values["Group"] = ("REG_SZ", service["group"])
    keys = {key: values}
    _add_lines(keys, key, service["values"])
    return keys


def _add_lines(keys: Keys, key: str, lines: list[dict]) -> None:
    """The registry lines of an INF, each relative to `key`; the service itself is not overruled by them."""
    for line in lines:
        below = f"{key}\\{line['key']}" if line["key"] else key
        values = keys.setdefault(below, {})
        if line["name"].lower() not in {name.lower() for name in values}:
            values[line["name"]] = (line["type"], line["value"])


def encoded(keys: Keys) -> dict[str, dict[str, tuple[int, bytes]]]:
    """The same as what the hive keeps of it: number of the type, and bytes."""
    return {
        key: {name: (KINDS[kind], encode(kind, data)) for name, (kind, data) in values.items()}
        for key, values in keys.items()
    }


def version_value(inf: dict) -> bytes:
    """The value `Version` of a package, 48 bytes: class, date of DriverVer, and its version from its end."""
    days = (_date_of(inf["date"]) - _EPOCH).days
    numbers = [int(part) for part in inf["version"].split(".")]
    numbers = (numbers + [0, 0, 0, 0])[:4]
    return (
        bytes.fromhex("00ff090000000000")
        + UUID(inf["classGuid"].strip("{}")).bytes_le
        + struct.pack("<Q", days * _TICKS_OF_A_DAY)
        + struct.pack("<4H", *reversed(numbers))
        + bytes(8)
    )


def _date_of(text: str) -> date:
    """2024-03-01, or 03/01/2024 as an INF writes it."""
    if "/" in text:
        month, day, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text[:10])


def check_injections(injections: list[dict], build: str) -> None:
    """Refuses what Windows could not start from, before anything is written."""
    number = int(str(build).split(".")[0])
    if number < FIRST_BUILD:
        raise refused(
            f"Windows de build {number} : les pilotes sont injectés à partir de la build {FIRST_BUILD} (Windows 8)",
            f"Windows of build {number}: drivers are injected from build {FIRST_BUILD} (Windows 8) on",
        )
    names = [injection["service"]["name"].lower() for injection in injections]
    for name in names:
        if names.count(name) > 1:
            raise refused(
                f"Deux paquets donnent le service « {name} » : leurs paramètres se mélangeraient",
                f"Two packages give the service '{name}': their parameters would mix",
            )
    for injection in injections:
        _check_service(injection["service"])


def _check_service(service: dict) -> None:
    if service["start"] != BOOT_START or service["type"] != KERNEL_DRIVER:
        found = f"Type {service['type']}, Start {service['start']}"
        raise refused(
            f"Le service « {service['name']} » ne démarre pas avec Windows ({found} ; Type 1, Start 0 attendus)",
            f"The service '{service['name']}' does not start with Windows ({found}; Type 1, Start 0 expected)",
        )


def refused(fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Pilote de démarrage refusé, rien n'a été écrit : {fr}",
        f"Boot driver refused, nothing was written: {en}",
        "Importez un autre paquet de pilotes pour ce contrôleur, puis relancez.",
        "Import another driver package for this controller, then retry.",
    )
