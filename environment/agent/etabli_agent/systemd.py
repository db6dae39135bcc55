"""The two things asked of systemd."""

import os
import socket
import subprocess


def notify(state: str) -> None:
    """Tells systemd about this service, as in `READY=1`. sd_notify(3)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.connect("\0" + address[1:] if address.startswith("@") else address)
        channel.sendall(state.encode())


def leave(how: str, delay_seconds: int = 1) -> None:
    """Restarts ('reboot') or switches off ('poweroff') after a moment, so that the asker is answered first."""
    if how not in ("reboot", "poweroff"):
        raise ValueError(f"'reboot' or 'poweroff' expected, got {how!r}")
    subprocess.Popen(
        ["/bin/sh", "-c", f"sleep {int(delay_seconds)}; sync; exec systemctl --no-wall {how}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
