"""What a PC can blink with: the lights of its keyboards and of its network cards."""

import os
import subprocess
import time
from pathlib import Path
from typing import Callable

from .marked_processes import VARIABLE

# All that blinks bears it, so that a later order can end it.
MARK = "etabli-identify"
LIGHTS = Path("/sys/class/leds")
NETWORK = Path("/sys/class/net")
_HALF_PERIOD_SECONDS = 0.5
# A driver that cannot blink says so at once.
_REFUSAL_SECONDS = 0.5


def keyboard_lights(folder: Path = LIGHTS) -> list[Path]:
    """The lights of the locks: `input3::capslock` and its like."""
    try:
        return sorted(light for light in folder.iterdir() if light.name.endswith(("::capslock", "::numlock", "::scrolllock")))
    except OSError:
        return []


def wired_cards(folder: Path = NETWORK) -> list[str]:
    """The network cards that are a device, without those of radio."""
    try:
        return sorted(
            card.name for card in folder.iterdir() if (card / "device").exists() and not (card / "wireless").exists()
        )
    except OSError:
        return []


def blink_cards(cards: list[str], seconds: int) -> list[str]:
    """Begins to blink those that can, for so many seconds; which ones do."""
    begun = [(card, process) for card in cards if (process := _blink(card, seconds)) is not None]
    if begun:
        time.sleep(_REFUSAL_SECONDS)
    return [card for card, process in begun if process.poll() in (None, 0)]


def _blink(card: str, seconds: int) -> subprocess.Popen | None:
    try:
        return detached(["ethtool", "-p", card, str(seconds)])
    except OSError:
        return None


def detached(arguments: list[str], stdin: int = subprocess.DEVNULL) -> subprocess.Popen:
    """A marked process that the end of the SSH connection does not end."""
    return subprocess.Popen(
        arguments,
        stdin=stdin,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {VARIABLE: MARK},
        start_new_session=True,
    )


def blink_lights(lights: list[Path], is_wanted: Callable[[], bool]) -> None:
    """Switches the lights on and off as long as that is wanted, then as they were."""
    before = {light: _read(light) for light in lights}
    lit = False
    try:
        while is_wanted():
            lit = not lit
            for light in lights:
                _set(light, "1" if lit else "0")
            time.sleep(_HALF_PERIOD_SECONDS)
    finally:
        for light, value in before.items():
            _set(light, value)


def _read(light: Path) -> str:
    try:
        return (light / "brightness").read_text("ascii").strip() or "0"
    except (OSError, UnicodeDecodeError):
        return "0"


def _set(light: Path, value: str) -> None:
    # A keyboard may be unplugged meanwhile.
    try:
        (light / "brightness").write_text(value, "ascii")
    except OSError:
        pass
