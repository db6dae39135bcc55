"""Writes injections into the SYSTEM hive of a Windows that does not run, and proves what was written."""

import os
import re

from ..errors import AgentError
from ..hive import Hive, edit_hive, open_hive
from ..regf_reader import RawHive
from ..windows_path import windows_path
from .driver_files import digest_of
from .injection import DATABASE, Keys, Place, encoded, keys_of, package_key, refused, service_key

HIVE = "Windows/System32/config/SYSTEM"
_OTHER_DATABASE = "Windows/System32/config/DRIVERS"
_OEM = re.compile(r"oem(\d+)\.inf", re.IGNORECASE)


def places_for(root: str, injections: list[dict]) -> list[Place]:
    """Where each injection goes: in the control set that Windows will use, under its own number of before or a free one."""
    with open_hive(windows_path(root, HIVE)) as hive:
        control_set = _current_control_set(hive)
        if not hive.has_key(DATABASE):
            raise refused("la ruche SYSTEM n'a pas de DriverDatabase", "the hive SYSTEM has no DriverDatabase")
        listed = _listed(root, hive)
        taken = listed | _copied(root).keys()
        # A run that was cut off wrote its INFs and not yet the registry: they are taken again, or each retry left one.
        unlisted = _digests(root, listed)
        places = []
        for injection in injections:
            own = hive.get(package_key(injection), "")
            number = _OEM.fullmatch(own) if isinstance(own, str) else None
            chosen = int(number[1]) if number else unlisted.pop(_inf_digest(injection), None)
            chosen = _first_free(taken) if chosen is None else chosen
            taken.add(chosen)
            places.append(Place(control_set, f"oem{chosen}.inf"))
    return places


def _current_control_set(hive: Hive) -> str:
    number = hive.get("Select", "Current")
    name = f"ControlSet{number:03}" if isinstance(number, int) else ""
    if not name or not hive.has_key(f"{name}\\Services"):
        raise refused(
            f"la ruche SYSTEM ne dit pas quel jeu de contrôle est le bon (Select\\Current : {number}, {name or '-'}\\Services)",
            f"the hive SYSTEM does not say which control set is the current one (Select\\Current: {number}, {name or '-'}\\Services)",
        )
    return name


def _listed(root: str, hive: Hive) -> set[int]:
    """The numbers of INFs that a registry lists. Windows 11 24H2 has an oem0.inf in its other database only."""
    names = hive.keys(f"{DATABASE}\\DriverInfFiles")
    other = windows_path(root, _OTHER_DATABASE)
    if os.path.exists(other):
        with open_hive(other) as drivers:
            names = names + drivers.keys(f"{DATABASE}\\DriverInfFiles")
    return {int(found[1]) for name in names if (found := _OEM.fullmatch(name))}


def _copied(root: str) -> dict[int, str]:
    """{number: path} of the INFs in Windows/INF."""
    folder = windows_path(root, "Windows/INF")
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return {int(found[1]): f"{folder}/{name}" for name in names if (found := _OEM.fullmatch(name))}


def _digests(root: str, listed: set[int]) -> dict[str, int]:
    """{SHA-256: number} of the INFs in Windows/INF that no registry lists."""
    copied = _copied(root)
    return {digest_of(copied[number]): number for number in sorted(copied, reverse=True) if number not in listed}


def _inf_digest(injection: dict) -> str | None:
    """None for a package that comes without its INF."""
    name = injection["inf"]["name"].lower()
    return next((each["sha256"] for each in injection["files"] if each["path"].rsplit("/", 1)[-1].lower() == name), None)


def _first_free(taken: set[int]) -> int:
    return next(number for number in range(len(taken) + 1) if number not in taken)


def write_injections(root: str, injections: list[dict], places: list[Place]) -> bool:
    """Writes what is missing or different; False when all of it was there, and the file stays as it is."""
    path = windows_path(root, HIVE)
    if not differences(path, injections, places):
        return False
    with edit_hive(path) as hive:
        for injection, place in zip(injections, places):
            keys = keys_of(injection, place)
            # Parameters of another version of the driver, and StartOverride, must not stay.
            hive.delete_key(service_key(injection, place))
            if hive.get(package_key(injection), "Version") != keys[package_key(injection)]["Version"][1]:
                hive.delete_key(package_key(injection))
            for key, values in keys.items():
                for name, (kind, data) in values.items():
                    hive.set(key, name, kind, data)
    return True


def prove_injections(root: str, injections: list[dict], places: list[Place]) -> None:
    """AgentError('permanent') unless a reader that shares nothing with hivex finds every value."""
    found = differences(windows_path(root, HIVE), injections, places)
    if found:
        text = "; ".join(found[:5])
        raise AgentError(
            "permanent",
            f"La ruche SYSTEM, relue, n'a pas ce qui a été écrit ({len(found)} différences) : {text}",
            f"The hive SYSTEM, read back, has not what was written ({len(found)} differences): {text}",
            "Relancez ; si l'erreur revient, contrôlez le disque et la mémoire du PC.",
            "Retry; if the error comes back, check the PC's disk and memory.",
        )


def differences(path: str, injections: list[dict], places: list[Place]) -> list[str]:
    """What the hive has otherwise. The service has exactly these keys and values; the other keys may have more."""
    hive = RawHive(path)
    found: list[str] = []
    for injection, place in zip(injections, places):
        expected = _in_lower_case(encoded(keys_of(injection, place)))
        actual = _in_lower_case(hive.tree(service_key(injection, place)))
        for key, values in expected.items():
            if key not in actual:
                actual[key] = {name: value for name, value in _values(hive, key).items() if name in values}
        found += _compared(expected, actual)
    return found


def _values(hive: RawHive, key: str) -> dict:
    return {name.lower(): value for name, value in (hive.values(key) or {}).items()}


def _in_lower_case(keys: dict) -> dict:
    return {key.lower(): {name.lower(): value for name, value in values.items()} for key, values in keys.items()}


def _compared(expected: dict, actual: dict) -> list[str]:
    found = []
    for key in sorted(expected.keys() | actual.keys()):
        wanted, has = expected.get(key, {}), actual.get(key, {})
        for name in sorted(wanted.keys() | has.keys()):
            if wanted.get(name) != has.get(name):
                found.append(f"{key}\\{name or '@'}: {_said(has.get(name))}, {_said(wanted.get(name))} expected")
    return found


def _said(value: tuple[int, bytes] | None) -> str:
    return "nothing" if value is None else f"type {value[0]} {value[1][:40].hex()}"
