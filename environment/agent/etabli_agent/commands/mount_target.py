"""mount-target {disk, partitions}: mounts the target again after an interruption, unless it is mounted."""

from ..report import Report
from ..target_disk import TARGET, find_disk, mount_target


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    mount_target(disk, parameters["partitions"])
    report.log(f"{disk.path} is mounted on {TARGET}")
    return {"target": TARGET}
