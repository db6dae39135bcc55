"""Reads small files of the kernel about the hardware. None for absent or unreadable files."""

from pathlib import Path


def read_text(path: Path | str) -> str | None:
    """The file's text without surrounding blanks and NULs; None when it is empty."""
    try:
        text = Path(path).read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    return text.replace("\0", "").strip() or None


def read_number(path: Path | str) -> int | None:
    """The integer in the file; None when there is none."""
    text = read_text(path)
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def entries(path: Path | str) -> list[Path]:
    """The entries of a folder by name; empty when the folder does not exist."""
    try:
        return sorted(Path(path).iterdir())
    except OSError:
        return []


def without_none(value: dict) -> dict:
    """The same without the fields that are None."""
    return {name: item for name, item in value.items() if item is not None}
