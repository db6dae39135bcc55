"""What a replacement that was cut off left beside a file of the volume.

ntfs-3g puts a file into the place of another in several steps: it names the old one `NAME.ntfs-3g-0000000001`, takes
its name away, gives it to the new one, and takes the helping name away. Killed in between, the file has only the
helping name.
"""

import os
import re

from ..report import Report
from ..windows_path import windows_path

_HELPING = re.compile(r"(.+)\.ntfs-3g-\d+", re.DOTALL)
# The new file, before it takes the place.
NEW = ".etabli"


def mend_replacements(root: str, paths: list[str], report: Report) -> None:
    """Gives the files of the volume that lost it their name back, and removes what else was left beside `paths`."""
    names_in: dict[str, list[str]] = {}
    for wanted in paths:
        folder, name = os.path.split(windows_path(root, wanted))
        if folder not in names_in:
            names_in[folder] = os.listdir(folder) if os.path.isdir(folder) else []
        for left in _left(names_in[folder], name):
            helping = _HELPING.fullmatch(left)
            if helping and not os.path.lexists(windows_path(root, wanted)):
                os.rename(f"{folder}/{left}", f"{folder}/{helping[1]}")
                report.log(f"{wanted} had only the name {left}, after a run that was cut off: it has its own again")
            else:
                os.unlink(f"{folder}/{left}")
                report.log(f"{left}, left by a run that was cut off, was removed")


def _left(names: list[str], wanted: str) -> list[str]:
    """The names that stand for `wanted`, whatever its case."""
    helping = [name for name in names if (found := _HELPING.fullmatch(name)) and found[1].lower() == wanted.lower()]
    return [*sorted(helping), *(name for name in names if name.lower() == f"{wanted}{NEW}".lower())]
