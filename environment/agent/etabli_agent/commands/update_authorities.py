"""update-authorities {updates: [{variable, url, sha256}]}: signed updates of what firmware trusts and revokes.

`variable` is db, dbx or KEK. They are applied in this order: KEK, since its keys sign the others, db, then dbx, whose
revocations are withheld from firmware that does not trust what replaces the revoked. Each update is appended, so
nothing that was trusted is lost, and read back. Run again, it changes nothing.
Result: {updates: [{variable, sha256, status: updated|unchanged|not-allowed|withheld, cause?: {fr, en}, adds: [name],
signers: [name]}]}.
"""

from pathlib import Path

from ..authority_update import Update, apply_update, names_of, read_update
from ..errors import AgentError
from ..fetch import fetch_whole
from ..report import Report
from ..revocations import why_withheld

VARIABLES = ("KEK", "db", "dbx")
_MOST_BYTES = 1 << 20


def run(parameters: dict, report: Report) -> dict:
    read = [(item, _read(item)) for item in parameters["updates"]]
    read.sort(key=lambda pair: VARIABLES.index(pair[0]["variable"]))
    done = []
    for item, update in read:
        variable, adds = item["variable"], names_of(update.added)
        cause = why_withheld(Path("/"), variable, update)
        status = "withheld" if cause else apply_update(Path("/"), variable, update)
        report.log(f"{variable}: {', '.join(adds)}: {status}{': ' + cause['en'] if cause else ''}")
        entry = {"variable": variable, "sha256": item["sha256"], "status": status}
        done.append(entry | ({"cause": cause} if cause else {}) | {"adds": adds, "signers": update.signers})
    return {"updates": done}


def _read(item: dict) -> Update:
    """All are read before the first is applied."""
    if item["variable"] not in VARIABLES:
        raise _refused(item, f"variable inconnue, une de {', '.join(VARIABLES)} attendue", "unknown variable")
    try:
        return read_update(fetch_whole(item["url"], item["sha256"], _MOST_BYTES))
    except (ValueError, IndexError) as cause:
        fr, en = f"ce n'est pas une mise à jour signée ({cause})", f"it is no signed update ({cause})"
        raise _refused(item, fr, en) from cause


def _refused(item: dict, fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Mise à jour de {item['variable']} refusée, rien n'a été écrit : {fr}",
        f"Update of {item['variable']} refused, nothing was written: {en}",
        "Reprenez le fichier publié dans microsoft/secureboot_objects.",
        "Take the file that microsoft/secureboot_objects publishes.",
    )
