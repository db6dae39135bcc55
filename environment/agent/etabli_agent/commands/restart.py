"""`restart` {powerOff?: boolean}: restarts or powers off. Answers first, and acts a second later."""

import subprocess

from ..report import Report
from ..systemd import leave


def run(parameters: dict, report: Report) -> dict:
    # Flushes writes to the disk, so that a power failure loses nothing.
    subprocess.run(["umount", "-R", "/target"], check=False, stderr=subprocess.DEVNULL)
    subprocess.run(["sync"], check=True)
    leave("poweroff" if parameters.get("powerOff") else "reboot")
    return {"leaving": True}
