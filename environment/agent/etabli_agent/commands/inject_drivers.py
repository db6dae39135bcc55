"""inject-drivers {disk, partitions, build, boot, packages}: drivers put into the Windows that was applied to the disk.

`boot` are the drivers without which it could not start, which the server derived from their INF: files and registry.
`packages` are the others, which Windows installs at its first boot. All of it is read back after the volume was
unmounted and mounted again. Safe to repeat: what is there already is not written again.
Result: {boot: [{service, id, file, sha256, inf, readBack}], packages: [{folder, files}], winre, winreWhy?}.
"""

import errno
import os

from ..drivers.driver_files import files_of, image_of, prove_files, write_files
from ..drivers.injection import Place, check_injections
from ..drivers.leftovers import mend_replacements
from ..drivers.packages import LIST, files_of_packages, read_list, write_list
from ..drivers.system_hive import HIVE, places_for, prove_injections, write_injections
from ..drivers.winre import IMAGE, Recovery, inject_into_recovery, prove_recovery
from ..errors import AgentError
from ..report import Report
from ..run import run as system
from ..target_disk import find_disk
from ..windows_volume import device_of, windows_volume


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    boot, packages = parameters.get("boot", []), parameters.get("packages", [])
    check_injections(boot, parameters["build"])
    for injection in boot:
        image_of(injection)
    with windows_volume(disk, parameters["partitions"]) as root:
        mend_replacements(root, [HIVE, IMAGE, LIST], report)
        places = places_for(root, boot) if boot else []
        files = [file for each, place in zip(boot, places) for file in files_of(each, place)]
        more = files_of_packages(packages)
        mend_replacements(root, [file.path for file in (*files, *more)], report)
        try:
            # Files first: a service whose file is missing keeps Windows from starting.
            write_files(root, [*files, *more], report)
            if boot and not write_injections(root, boot, places):
                report.log("the registry has these drivers already")
            listed = write_list(root, packages)
            recovery = inject_into_recovery(root, boot, files)
        except OSError as cause:
            raise _not_written(cause) from cause
        _say(report, boot, places, recovery)
    # What was only in memory must not count as read back.
    system(["blockdev", "--flushbufs", device_of(disk, parameters["partitions"], "windows")], kind="transient")
    with windows_volume(disk, parameters["partitions"], read_only=True) as root:
        prove_files(root, [*files, *more])
        if boot:
            prove_injections(root, boot, places)
        _prove_list(read_list(root), listed)
        prove_recovery(root, recovery)
    results = [_result(each, place) for each, place in zip(boot, places)]
    copied = [{"folder": package["folder"], "files": len(package["files"])} for package in packages]
    return {"boot": results, "packages": copied} | recovery.as_json()


def _say(report: Report, boot: list[dict], places: list[Place], recovery: Recovery) -> None:
    for injection, place in zip(boot, places):
        report.log(f"{injection['service']['name']}: {injection['inf']['package']} as {place.oem}, {place.control_set}")
    report.log(f"recovery environment: {recovery.state}{f', {recovery.why[1]}' if recovery.why else ''}")


def _result(injection: dict, place: Place) -> dict:
    image = image_of(injection)
    return {
        "service": injection["service"]["name"],
        "id": injection["ids"][0]["id"],
        "file": image.path,
        "sha256": image.sha256,
        "inf": place.oem,
        "readBack": True,
    }


def _prove_list(found: dict, expected: dict) -> None:
    if found != expected:
        raise AgentError(
            "permanent",
            "La liste des pilotes, relue sur le disque, n'est pas celle qui a été écrite",
            "The list of drivers, read back from the disk, is not the one that was written",
            "Relancez ; si l'erreur revient, contrôlez la santé du disque.",
            "Retry; if the error comes back, check the disk's health.",
        )


def _not_written(cause: OSError) -> AgentError:
    text = f"{cause.filename or '/target'} : {os.strerror(cause.errno or 0)}"
    if cause.errno == errno.ENOSPC:
        return AgentError(
            "operator",
            f"Le volume de Windows est plein, les pilotes n'y tiennent pas ({text})",
            f"The volume of Windows is full, the drivers do not fit ({text})",
            "Agrandissez la partition de Windows dans le profil, ou retirez des pilotes, puis relancez.",
            "Make the partition of Windows larger in the profile, or remove drivers, then retry.",
        )
    return AgentError(
        "operator",
        f"Le volume de Windows n'accepte pas l'écriture ({text})",
        f"The volume of Windows does not take a write ({text})",
        "Contrôlez la santé du disque, puis relancez.",
        "Check the disk's health, then retry.",
    )
