"""`inventory`: the hardware of this PC. No parameters. Result: the inventory."""

from ..inventory import collect
from ..report import Report


def run(parameters: dict, report: Report) -> dict:
    found = collect()
    for problem in found["problems"]:
        report.log(f"inventory: {problem['part']}: {problem['cause']}")
    return found
