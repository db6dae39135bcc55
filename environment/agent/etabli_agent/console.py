"""The PC's console: a framebuffer or 80x25 text, and the serial line as a log."""

import fcntl
import os
import struct
import termios

_HIDE_CURSOR = "\033[?25l"
_NEVER_BLANK = "\033[9;0]"
_UTF_8 = "\033%G"


class Console:
    """tty1, drawn in place: only the lines that changed are sent."""

    def __init__(self, path: str = "/dev/tty1"):
        self._path = path
        self._shown: list[str] = []
        self._tty = os.open(path, os.O_WRONLY | os.O_NOCTTY)
        self._write(_UTF_8 + _HIDE_CURSOR + _NEVER_BLANK + "\033[2J")

    def size(self) -> tuple[int, int]:
        """(columns, rows)"""
        try:
            rows, columns, _, _ = struct.unpack("HHHH", fcntl.ioctl(self._tty, termios.TIOCGWINSZ, bytes(8)))
        except OSError:
            rows, columns = 0, 0
        return columns or 80, rows or 25

    def draw(self, lines: list[str], whole: bool = False) -> None:
        """Shows the lines; `whole` also clears messages of the kernel."""
        _, rows = self.size()
        lines = lines[: rows - 1]
        shown = [] if whole else self._shown
        out = "\033[H\033[2J" if whole else ""
        for row in range(max(len(lines), len(shown))):
            line = lines[row] if row < len(lines) else ""
            if row >= len(shown) or shown[row] != line:
                out += f"\033[{row + 1};1H{line}\033[K"
        self._shown = lines
        if out:
            self._write(out)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        while data:
            data = data[os.write(self._tty, data) :]


def log_to_serial(line: str, path: str = "/dev/ttyS0") -> None:
    """Writes one line to the serial console; a missing or blocked console is ignored."""
    try:
        port = os.open(path, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return
    try:
        os.write(port, (line + "\r\n").encode("utf-8", "replace"))
    except OSError:
        pass
    finally:
        os.close(port)


def quieten_kernel() -> None:
    """Lets the kernel print only critical messages; all are kept in its log."""
    try:
        with open("/proc/sys/kernel/printk", "w", encoding="ascii") as file:
            file.write("3")
    except OSError:
        pass
