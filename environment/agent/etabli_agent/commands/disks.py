"""`disks`: the current disks and their health. No parameters. Result: {disks}."""

from pathlib import Path

from ..inventory.disks import disks
from ..report import Report


def run(parameters: dict, report: Report) -> dict:
    return {"disks": disks(Path("/"))}
