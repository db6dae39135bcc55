"""Files that the services share, in /run/etabli: in memory, readable by root only."""

import json
import os
from pathlib import Path

RUN = Path("/run/etabli")


class Session:
    """The session's secret (`session.json`) and what the screen shows without the server (`status.json`)."""

    def __init__(self, folder: Path = RUN):
        self.folder = folder

    def write(self, name: str, text: str, mode: int = 0o600) -> Path:
        """Writes a file atomically."""
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        path = self.folder / name
        draft = self.folder / f".{name}.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            os.fchmod(file.fileno(), mode)
            file.write(text)
        draft.replace(path)
        return path

    def save(self, session: dict) -> None:
        self.write("session.json", json.dumps(session))

    def load(self) -> dict | None:
        return self._read("session.json")

    def show(self, state: str, fr: str, en: str, remedy_fr: str = "", remedy_en: str = "") -> None:
        """state: 'contacting' | 'inventory' | 'ready' | 'leaving' | 'failed'."""
        status = {"state": state, "fr": fr, "en": en, "remedyFr": remedy_fr, "remedyEn": remedy_en}
        self.write("status.json", json.dumps(status))

    def status(self) -> dict | None:
        return self._read("status.json")

    def _read(self, name: str) -> dict | None:
        try:
            value = json.loads((self.folder / name).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None
