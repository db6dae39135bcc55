"""Notifications and restarts through systemd."""

import os
import socket
import subprocess


def notify(state: str) -> None:
    """Notifies systemd of the state of this service, such as `READY=1`. sd_notify(3)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.connect("\0" + address[1:] if address.startswith("@") else address)
        channel.sendall(state.encode())


def leave(how: str, delay_seconds: int = 1) -> None:
    """Restarts ('reboot') or switches off ('poweroff') after a delay, so that the caller gets its answer first."""
    if how not in ("reboot", "poweroff"):
        raise ValueError(f"'reboot' or 'poweroff' expected, got {how!r}")
    subprocess.Popen(
        ["/bin/sh", "-c", f"sleep {int(delay_seconds)}; sync; exec systemctl --no-wall {how}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
