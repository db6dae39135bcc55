"""The content of the console as plain lines, without a terminal, so that tests can read it."""

import textwrap
import unicodedata

_WORDS = {
    "fr": {"lot": "Lot", "step": "Étape", "for": "depuis", "do": "Que faire", "lost": "Le serveur ne répond plus"},
    "en": {"lot": "Lot", "step": "Step", "for": "for", "do": "What to do", "lost": "The server does not answer"},
}
_STATES = {
    "armed": {"fr": "Armé, en attente", "en": "Armed, waiting"},
    "paused": {"fr": "Lot en pause, attendez", "en": "The lot is paused, wait"},
    "running": {"fr": "En cours", "en": "Under way"},
    "waiting": {"fr": "En attente", "en": "Waiting"},
    "certified": {"fr": "Certifié", "en": "Certified"},
    "captured": {"fr": "Capturé", "en": "Captured"},
    "failed": {"fr": "ÉCHEC", "en": "FAILED"},
    "cancelled": {"fr": "Annulé", "en": "Cancelled"},
}
_CONFIRM = {
    "fr": {
        "code": "À vous : tapez ce code au tableau d'Établi",
        "scan": "ou scannez-le",
        "contested": "Deux PC s'annoncent comme celui-ci : aucun ne reçoit de secret. Débranchez l'autre, "
        "puis attendez une minute",
        "ended": "Une session plus récente ou un nouvel ordre a remplacé celle-ci. Redémarrez ce PC par le réseau",
    },
    "en": {
        "code": "Your turn: type this code on Établi's board",
        "scan": "or scan it",
        "contested": "Two PCs name themselves as this one: neither gets a secret. Unplug the other one, "
        "then wait for a minute",
        "ended": "A newer session or a new order has replaced this one. Restart this PC from the network",
    },
}
_QUIET = 2
_SPELT = {"œ": "oe", "Œ": "OE", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "€": "EUR"}
_UNITS = {
    "files": {"fr": "fichiers", "en": "files"},
    "checks": {"fr": "contrôles", "en": "checks"},
    "packages": {"fr": "paquets", "en": "packages"},
    "seconds": {"fr": "s", "en": "s"},
}

_PREFIXES = ("", "Ki", "Mi", "Gi", "Ti")


def clean(text: object) -> str:
    """One line without control characters and direction marks."""
    kept = (" " if char in "\t\n\r" else char for char in str(text if text is not None else ""))
    return " ".join("".join(char for char in kept if unicodedata.category(char)[0] != "C").split())


def drawable(text: str) -> str:
    """The text in the characters of the kernel's font (code page 437): À becomes A, œ becomes oe."""
    return "".join(_drawable(char) for char in text)


def _drawable(char: str) -> str:
    if char in _SPELT:
        return _SPELT[char]
    for form in (char, unicodedata.normalize("NFKD", char)[:1]):
        try:
            form.encode("cp437")
            return form
        except UnicodeEncodeError:
            continue
    return "?"


def said(text: object, language: str) -> str:
    """A bilingual text in the language, or in the other one when it is missing."""
    if isinstance(text, dict):
        text = text.get(language) or text.get("fr") or text.get("en")
    return clean(text)


def layout(
    screen: dict,
    status: dict | None,
    seconds: float,
    width: int = 80,
    language: str = "fr",
    lost: bool = False,
    height: int = 24,
) -> list[str]:
    """The lines of the whole screen.

    screen: the answer of the server (GET /phone-home/screen), {} before the first one.
    status: the status of this PC (session.py). seconds: since the step began.
    """
    width = max(40, width)
    order = ("en", "fr") if language == "en" else ("fr", "en")
    confirmation = screen.get("confirmation")
    if isinstance(confirmation, dict) and confirmation.get("state") == "wanted":
        return _code_screen(screen, confirmation, width, height, order)
    lines = ["", _ends(" ÉTABLI", clean(screen.get("hostname")), width), " " + "─" * (width - 2), ""]
    if isinstance(confirmation, dict):
        for each in order:
            lines += [*_wrapped(_CONFIRM[each].get(str(confirmation.get("state")), ""), width), ""]
    if screen.get("lot"):
        lines += [f" {_WORDS[order[0]]['lot']} : {clean(screen['lot'])}"[:width], ""]
    if screen.get("step"):
        lines += _step(screen, seconds, width, order)
    failure = screen.get("failure")
    if isinstance(failure, dict):
        lines += _trouble(failure.get("cause"), failure.get("remedy"), width, order)
    elif status and status.get("state") != "ready":
        cause = {"fr": status.get("fr"), "en": status.get("en")}
        remedy = {"fr": status.get("remedyFr"), "en": status.get("remedyEn")}
        lines += _trouble(cause, remedy if any(remedy.values()) else None, width, order)
    elif not screen.get("step"):
        text = _STATES.get(str(screen.get("state")), {"fr": "En attente d'un ordre", "en": "Waiting for an order"})
        lines += [f" {text[each]}" for each in order]
    if lost:
        lines += ["", " " + " / ".join(_WORDS[each]["lost"] for each in order)]
    return [drawable(line)[:width] for line in lines]


def qr_lines(rows: object) -> list[str]:
    """A QR code in half blocks, two rows a line, light on the dark console; empty for invalid data."""
    if not isinstance(rows, list) or not rows or any(not isinstance(row, str) or len(row) != len(rows) for row in rows):
        return []
    side = "0" * _QUIET
    blank = "0" * (len(rows) + 2 * _QUIET)
    padded = [blank] * _QUIET + [side + row + side for row in rows] + [blank] * _QUIET
    padded += ["1" * len(blank)] * (len(padded) % 2)
    blocks = {("0", "0"): "█", ("0", "1"): "▀", ("1", "0"): "▄", ("1", "1"): " "}
    pairs = zip(padded[::2], padded[1::2])
    return ["".join(blocks.get(pair, " ") for pair in zip(upper, lower)) for upper, lower in pairs]


def _code_screen(screen: dict, confirmation: dict, width: int, height: int, order: tuple) -> list[str]:
    """The code and how to enter it, with the QR code beside it if both fit."""
    head = [_ends(" ÉTABLI", clean(screen.get("hostname")), width), " " + "─" * (width - 2)]
    code = qr_lines(confirmation.get("qr"))
    left = width - (len(code[0]) + 1 if code else 0)
    if not code or left < 30 or len(code) > height - len(head):
        code, left = [], width
    digits = clean(confirmation.get("code"))
    text = ["", f"   {' '.join([digits[:3], digits[3:]])}", ""]
    for each in order:
        words = _CONFIRM[each]["code"] + (f", {_CONFIRM[each]['scan']}" if code else "")
        text += [*_wrapped(words, left), ""]
    if isinstance(screen.get("step"), dict):
        place = f"{clean(screen.get('position'))}/{clean(screen.get('count'))}"
        title = said(screen["step"].get("title") or screen["step"].get("name"), order[0])
        text += [*_wrapped(f"{_WORDS[order[0]]['step']} {place} : {title}", left), ""]
    text += _wrapped(clean(confirmation.get("url")), left)
    rows = max(len(code), len(text))
    code += [""] * (rows - len(code))
    text += [""] * (rows - len(text))
    body = [f"{line[:left]:<{left}}{block}" if block else line for line, block in zip(text, code)]
    return [drawable(line)[:width].rstrip() for line in head + body][:height]


def _step(screen: dict, seconds: float, width: int, order: tuple) -> list[str]:
    title = screen["step"].get("title") or screen["step"].get("name")
    place = f"{clean(screen.get('position'))}/{clean(screen.get('count'))}" if screen.get("count") else ""
    lines = []
    for each in order:
        start = f" {_WORDS[each]['step']} {place}".rstrip()
        lines.append(f"{start} : {said(title, each)}")
    lines += ["", *progress_lines(screen.get("progress"), width, order[0])]
    return [*lines, f" {_WORDS[order[0]]['for']} {duration(seconds)}", ""]


def progress_lines(progress: object, width: int, language: str) -> list[str]:
    """A bar, the percentage and the amounts; empty while there is no progress."""
    if not isinstance(progress, dict) or not _is_number(progress.get("total")) or progress["total"] <= 0:
        return []
    done = progress.get("done") if _is_number(progress.get("done")) else 0
    share = min(max(done / progress["total"], 0), 1)
    cells = width - 12
    full = int(share * cells)
    bar = f" [{'█' * full}{'░' * (cells - full)}] {int(share * 100):3d} %"
    unit = str(progress.get("unit"))
    return [bar, f" {amount(done, unit, language)} / {amount(progress['total'], unit, language)}"]


def amount(value: float, unit: str, language: str) -> str:
    """`1,5 Gio` in French, `1.5 GiB` in English: as the board writes it, src/platform/core/byte-size.ts."""
    if unit != "bytes":
        return f"{int(value)} {clean(_UNITS.get(unit, {}).get(language, unit))}"
    size = max(0, int(value))
    power = max(n for n in range(len(_PREFIXES)) if n == 0 or size >= 1024**n)
    whole, tenth = divmod(size * 10 // 1024**power, 10)
    point, byte = (",", "o") if language == "fr" else (".", "B")
    return f"{whole}{f'{point}{tenth}' if tenth else ''} {_PREFIXES[power]}{byte}"


def duration(seconds: float) -> str:
    """`02:05`, or `1:02:05` from an hour on."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def _trouble(cause: object, remedy: object, width: int, order: tuple) -> list[str]:
    lines = []
    for each in order:
        lines += _wrapped(said(cause, each), width)
        if remedy and said(remedy, each):
            lines += _wrapped(f"{_WORDS[each]['do']} : {said(remedy, each)}", width)
        lines.append("")
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    return [f" {line}" for line in textwrap.wrap(text, width - 2)[:6]]


def _ends(left: str, right: str, width: int) -> str:
    room = width - len(left) - 2
    return f"{left} {right[:room]:>{room}}"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def log_line(screen: dict, status: dict | None) -> str:
    """One line that changes only with the step or the state, for the serial console."""
    confirmation = screen.get("confirmation")
    if isinstance(confirmation, dict):
        if confirmation.get("state") == "wanted":
            digits, url = clean(confirmation.get("code")), clean(confirmation.get("url"))
            return f"etabli: confirm this PC with the code {digits} at {url}"
        return f"etabli: {clean(_CONFIRM['en'].get(str(confirmation.get('state')), 'not confirmed'))}"
    failure = screen.get("failure")
    if isinstance(failure, dict):
        return f"etabli: failed at {clean(failure.get('step'))}: {said(failure.get('cause'), 'en')}"
    if screen.get("step"):
        place = f"{clean(screen.get('position'))}/{clean(screen.get('count'))}"
        return f"etabli: step {place} {clean(screen['step'].get('name'))}"
    if status and status.get("state") != "ready":
        return f"etabli: {clean(status.get('en'))}"
    return f"etabli: {clean(screen.get('state') or (status or {}).get('state') or 'environment started')}"
