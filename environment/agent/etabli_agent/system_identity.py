"""Renews the identifiers that must be unique for each PC in a copied Linux system."""

import glob
import os

from .run import run

# Deleted files are created again by their programs; an empty machine-id(5) is filled by systemd at the first boot.
REMOVED = (
    "etc/ssh/ssh_host_*",
    "var/lib/dbus/machine-id",
    "var/lib/systemd/random-seed",
    "var/lib/dhcp/*.leases",
    "var/lib/NetworkManager/*.lease",
    "var/lib/NetworkManager/secret_key",
    "etc/nvme/hostid",
    "etc/nvme/hostnqn",
)
NAMING_PARTITIONS = (
    "etc/fstab",
    "etc/crypttab",
    "etc/default/grub",
    "etc/default/grub.d/*.cfg",
    "etc/kernel/cmdline",
    "boot/grub/grub.cfg",
    "boot/loader/entries/*.conf",
)


def renew_system(root: str, guids: dict[str, str]) -> None:
    """Renews the identifiers of the system mounted at `root`, and replaces renewed partition GUIDs ({old: new})."""
    for pattern in REMOVED:
        for path in glob.glob(f"{root}/{pattern}"):
            os.unlink(path)
    if os.path.isdir(f"{root}/etc/ssh"):
        run(["ssh-keygen", "-A", "-f", root])
    if not os.path.islink(f"{root}/etc/machine-id"):
        with open(f"{root}/etc/machine-id", "w", encoding="ascii"):
            pass
    for pattern in NAMING_PARTITIONS:
        for path in glob.glob(f"{root}/{pattern}"):
            _follow(path, guids)


def _follow(path: str, guids: dict[str, str]) -> None:
    if os.path.islink(path):
        return
    with open(path, "rb") as file:
        old = text = file.read()
    for before, after in guids.items():
        text = text.replace(before.lower().encode(), after.lower().encode())
        text = text.replace(before.upper().encode(), after.upper().encode())
    if text != old:
        with open(path, "wb") as file:
            file.write(text)
