"""Makes the image of a small Windows-shaped reference PC as the environment captures it.

    /usr/bin/python3 test/support/captured_windows.py OUT.wim [BUILD]

The volume is read by the agent's own WimReader: what the WIM says of Windows is what wimlib read of its registry.
"""

import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "environment", "agent"))

from etabli_agent.sysprep import check_generalised
from etabli_agent.wim_reader import WimReader
from windows_shaped import registry, tree, volume


def main(out: str, build: str = "26100.1742") -> None:
    target = os.path.abspath(out)
    with tempfile.TemporaryDirectory(prefix="captured-windows-", dir=os.path.dirname(target)) as folder:
        image = f"{folder}/volume.img"
        volume.make_volume(image, 256 << 20)
        with volume.mounted(image) as root:
            wanted = tree.Wanted("Windows 11 Pro", "Professional", build)
            tree.fill(root, wanted)
            _add_what_wimlib_reads(root, wanted)
            os.makedirs(f"{root}/Windows/Setup/State")
            with open(f"{root}/Windows/Setup/State/State.ini", "w", encoding="utf-16") as state:
                state.write("[State]\r\nImageState=IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE\r\n")
            found = check_generalised(root)
        with open(target, "wb") as file:
            for chunk in WimReader(image, f"Windows {found['edition']} {found['systemVersion']}", lambda *_: None):
                file.write(chunk)


def _add_what_wimlib_reads(root: str, wanted: tree.Wanted) -> None:
    """The architecture and the languages: an image that was made for tests has them in its description alone."""
    shutil.copyfile(f"{tree.WINE}/kernel32.dll", f"{root}/Windows/System32/kernel32.dll")
    control = "ControlSet001\\Control"
    languages = {
        f"{control}\\MUI\\UILanguages\\fr-FR": {"LCID": (registry.DWORD, 0x40C), "Type": (registry.DWORD, 0x91)},
        f"{control}\\Nls\\Language": {"InstallLanguage": (registry.SZ, "040C"), "Default": (registry.SZ, "040C")},
    }
    system = registry.system_hive(wanted.drivers) | languages
    registry.write_hive(f"{root}/Windows/System32/config/SYSTEM", "SYSTEM", system)


if __name__ == "__main__":
    main(*sys.argv[1:])
