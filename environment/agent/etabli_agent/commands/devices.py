"""`devices`: what Windows will look for drivers for, with its own identifiers. No parameters. Result: {devices}."""

from pathlib import Path

from ..inventory.devices import devices
from ..report import Report


def run(parameters: dict, report: Report) -> dict:
    return {"devices": devices(Path("/"))}
