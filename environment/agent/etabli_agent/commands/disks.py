"""`disks`: the disks as they are now, with their health. Takes nothing, gives {disks}."""

from pathlib import Path

from ..inventory.disks import disks
from ..report import Report


def run(parameters: dict, report: Report) -> dict:
    return {"disks": disks(Path("/"))}
