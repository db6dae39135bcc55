"""`restart`: leaves the environment. {powerOff?: boolean}. Answers first, goes a second later."""

import subprocess

from ..report import Report
from ..systemd import leave


def run(parameters: dict, report: Report) -> dict:
    # What was written must be on the disk, whatever happens to the power from now on.
    subprocess.run(["umount", "-R", "/target"], check=False, stderr=subprocess.DEVNULL)
    subprocess.run(["sync"], check=True)
    leave("poweroff" if parameters.get("powerOff") else "reboot")
    return {"leaving": True}
