"""What the section [Version] of an INF says: its class decides when Windows installs it. The server reads INFs in full."""

import codecs
import re

_BYTE_ORDERS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))


def inf_words(data: bytes) -> dict:
    """{class, provider, version}; empty for what the INF does not say."""
    text = _text(data)
    version, strings = _section(text, "version"), _section(text, "strings")
    said = {name: _meant(version.get(name, ""), strings) for name in ("class", "provider", "driverver")}
    return {"class": said["class"], "provider": said["provider"], "version": said["driverver"].partition(",")[2].strip()}


def _text(data: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDERS if data.startswith(mark)), "cp1252")
    return data.decode(encoding, "replace")


def _section(text: str, wanted: str) -> dict[str, str]:
    """{name in lower case: value} of a section, which may stand in several pieces."""
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        heading = re.match(r"\s*\[([^\]]*)\]", line)
        if heading:
            name = heading[1].strip().lower()
            continue
        field, sign, value = line.partition("=")
        if name == wanted and sign:
            found.setdefault(field.strip().lower(), _without_comment(value))
    return found


def _without_comment(value: str) -> str:
    quoted = re.match(r'\s*"([^"]*)"', value)
    return quoted[1] if quoted else value.partition(";")[0].strip()


def _meant(value: str, strings: dict[str, str]) -> str:
    return re.sub(r"%([^%]+)%", lambda token: strings.get(token[1].lower(), token[0]), value)
