"""Reads the small files that the kernel tells of the hardware in. Absent or unreadable is None."""

from pathlib import Path


def read_text(path: Path | str) -> str | None:
    """The file's text without surrounding blanks and NULs; None when there is nothing in it."""
    try:
        text = Path(path).read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    return text.replace("\0", "").strip() or None


def read_number(path: Path | str) -> int | None:
    """The file's whole number; None when it holds none."""
    text = read_text(path)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def entries(path: Path | str) -> list[Path]:
    """What a folder holds, by name; nothing when there is no such folder."""
    try:
        return sorted(Path(path).iterdir())
    except OSError:
        return []


def without_none(value: dict) -> dict:
    """The same without the fields that nobody could tell."""
    return {name: item for name, item in value.items() if item is not None}
