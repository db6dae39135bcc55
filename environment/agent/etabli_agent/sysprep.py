"""Whether Windows was generalised by sysprep: a copy of one that was not has the identity of the reference PC.

Microsoft's "Windows Setup States": ImageState in %WINDIR%\\Setup\\State\\State.ini and in the registry.
"""

import re

from .errors import AgentError
from .hive import open_hive

WANTED = "IMAGE_STATE_GENERALIZE_RESEAL_TO_OOBE"
_STATE_KEY = "Microsoft\\Windows\\CurrentVersion\\Setup\\State"
_VERSION_KEY = "Microsoft\\Windows NT\\CurrentVersion"
_HIVE = "Windows/System32/config/SOFTWARE"
_STATE_FILE = "Windows/Setup/State/State.ini"


def check_generalised(root: str) -> dict:
    """{systemVersion, edition} of the Windows on the mounted volume. AgentError('operator') unless it is generalised.

    Both places must say so: a Windows that was started since, or whose sysprep failed, differs in one of them.
    """
    with open_hive(f"{root}/{_HIVE}") as hive:
        states = {"registry": _text(hive.get(_STATE_KEY, "ImageState"))}
        build, revision = _text(hive.get(_VERSION_KEY, "CurrentBuild")), hive.get(_VERSION_KEY, "UBR")
        edition = _text(hive.get(_VERSION_KEY, "EditionID"))
    states[_STATE_FILE.rpartition("/")[2]] = _state_in_file(f"{root}/{_STATE_FILE}")
    for place, state in states.items():
        if state != WANTED:
            raise AgentError(
                "operator",
                "Capture refusée, le disque n'a pas été modifié : Windows n'est pas généralisé "
                f"({place} : {state or 'sans ImageState'}, {WANTED} attendu)",
                "Capture refused, the disk was not changed: Windows is not generalised "
                f"({place}: {state or 'no ImageState'}, {WANTED} expected)",
                "Sur le PC de référence : C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe /shutdown, "
                "puis relancez sans le redémarrer. Un échec est expliqué dans Sysprep\\Panther\\setuperr.log.",
                "On the reference PC: C:\\Windows\\System32\\Sysprep\\sysprep.exe /generalize /oobe /shutdown, then "
                "capture without starting it. A failure is explained in Sysprep\\Panther\\setuperr.log.",
            )
    return {"systemVersion": f"{build}.{revision}" if isinstance(revision, int) else build, "edition": edition}


def _text(data: object) -> str:
    return data if isinstance(data, str) else ""


def _state_in_file(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(1 << 16)
    except FileNotFoundError:
        return ""
    # Written in UTF-16 by some releases, in the code page by others; the state itself is ASCII.
    found = re.search(rb"ImageState\s*=\s*([A-Z_]+)", data.replace(b"\0", b""))
    return found[1].decode("ascii") if found else ""
