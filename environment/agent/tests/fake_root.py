"""A tree of files that stands for /sys, /proc and /dev of some PC."""

from pathlib import Path


def plant(root: Path, files: dict[str, str | bytes]) -> Path:
    """Writes each file; a value that starts with `->` makes a link to that place under the root."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str) and content.startswith("->"):
            target = root / content[2:]
            target.mkdir(parents=True, exist_ok=True)
            path.symlink_to(target)
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content)
    return root
