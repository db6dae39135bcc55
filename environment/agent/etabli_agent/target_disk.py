"""The only disk that may be written, identified by serial number or WWN each time, never by its name."""

import glob
import json
import os
import re
import stat
import time
from dataclasses import dataclass, field

from .errors import AgentError
from .mounts import devices_in_use, mount, unmount_tree
from .run import run

TARGET = "/target"
# Where the volumes of the old system are read.
OLD_SYSTEM = "/run/etabli/user-data"


@dataclass(frozen=True)
class Disk:
    """A whole disk. Sizes in bytes."""

    path: str
    size: int
    logical_sector: int
    serials: frozenset[str] = frozenset()
    wwns: frozenset[str] = frozenset()
    removable: bool = False
    read_only: bool = False
    model: str = ""
    holders: tuple[str, ...] = field(default=())

    def as_json(self) -> dict:
        return {
            "path": self.path,
            "serial": next(iter(sorted(self.serials)), None),
            "wwn": next(iter(sorted(self.wwns)), None),
            "model": self.model,
            "sizeBytes": self.size,
            "logicalSectorBytes": self.logical_sector,
        }


def list_disks() -> list[Disk]:
    """All whole disks, without partitions, loop devices, memory disks and optical drives."""
    columns = "PATH,NAME,TYPE,SERIAL,WWN,SIZE,LOG-SEC,RM,HOTPLUG,RO,MODEL,TRAN"
    listing = json.loads(run(["lsblk", "--json", "--bytes", "--nodeps", "--output", columns]))
    found = [item for item in listing["blockdevices"] if item["type"] == "disk" and item["size"]]
    return [_disk(item) for item in found if not item["name"].startswith(("zram", "ram", "fd", "nbd"))]


def _disk(item: dict) -> Disk:
    base = f"/sys/block/{item['name'].replace('/', '!')}"
    return Disk(
        path=item["path"],
        size=int(item["size"]),
        logical_sector=int(item["log-sec"]),
        serials=_texts(item.get("serial"), _read(f"{base}/serial"), _read(f"{base}/device/serial")),
        wwns=_texts(item.get("wwn"), _read(f"{base}/wwid"), _read(f"{base}/device/wwid")),
        removable=bool(item["rm"]) or item.get("tran") == "usb",
        read_only=bool(item["ro"]),
        model=(item.get("model") or "").strip(),
    )


def _texts(*values: str | None) -> frozenset[str]:
    return frozenset(_plain(value) for value in values if value and _plain(value))


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def find_disk(wanted: dict) -> Disk:
    """The disk with the identity `wanted` ({serial, wwn, sizeBytes}) and exactly that size.

    Raises AgentError('operator') when none or several match, and when the one that matches is
    removable, read-only or of another size.
    """
    disks = list_disks()
    serial, wwn = _plain(wanted.get("serial") or ""), _plain(wanted.get("wwn") or "")
    if not serial and not wwn:
        raise _refused(
            "le disque choisi n'a ni numéro de série ni WWN",
            "the chosen disk has neither a serial number nor a WWN",
        )
    found = [disk for disk in disks if serial in disk.serials] if serial else disks
    if wwn and (not serial or len(found) != 1 or found[0].wwns):
        found = [disk for disk in found if wwn in disk.wwns]
    if len(found) != 1:
        seen = ", ".join(f"{disk.path} ({'/'.join(sorted(disk.serials)) or '-'})" for disk in disks) or "-"
        name = serial or wwn
        raise _refused(
            f"{len(found)} disques portent le numéro {name}, un seul est attendu ; vus : {seen}",
            f"{len(found)} disks have the number {name}, exactly one is expected; seen: {seen}",
        )
    return _usable(found[0], wanted)


def _usable(disk: Disk, wanted: dict) -> Disk:
    if disk.removable:
        raise _refused(f"{disk.path} est amovible", f"{disk.path} is removable")
    if disk.read_only:
        raise _refused(f"{disk.path} est en lecture seule", f"{disk.path} is read-only")
    size = wanted.get("sizeBytes")
    if size is not None and int(size) != disk.size:
        raise _refused(
            f"{disk.path} a {disk.size} octets, {size} attendus",
            f"{disk.path} has {disk.size} bytes, {size} expected",
        )
    return disk


def _refused(fr: str, en: str) -> AgentError:
    return AgentError(
        "operator",
        f"Disque refusé, rien n'a été écrit : {fr}",
        f"Disk refused, nothing was written: {en}",
        "Vérifiez les disques du PC et la règle de disque du profil, puis relancez le déploiement.",
        "Check the PC's disks and the profile's disk rule, then retry the deployment.",
    )


def partition_path(disk: str, number: int) -> str:
    """/dev/sda + 2 -> /dev/sda2; /dev/nvme0n1 + 2 -> /dev/nvme0n1p2."""
    return f"{disk}{'p' if disk[-1].isdigit() else ''}{number}"


def number_of(partition: dict) -> int:
    """The partition's number in the table, as `partition` reported it."""
    return partition.get("number") or int(re.search(r"(\d+)$", partition["path"])[1])


def partition_nodes(disk: str) -> list[str]:
    """The partitions of `disk` that the kernel knows now."""
    middle = "p" if disk[-1].isdigit() else ""
    return sorted(path for path in glob.glob(f"{disk}{middle}*") if path[len(disk + middle) :].isdigit())


def release(disk: Disk, target: str = TARGET) -> None:
    """Unmounts leftovers of an interrupted run from `target`; refuses a disk that is in use otherwise."""
    for point in (target, OLD_SYSTEM):
        unmount_tree(point)
    used = devices_in_use()
    for path in [disk.path, *partition_nodes(disk.path)]:
        number = os.stat(path).st_rdev
        holders = glob.glob(f"/sys/dev/block/{os.major(number)}:{os.minor(number)}/holders/*")
        if number in used or holders:
            raise _refused(f"{path} est en cours d'utilisation", f"{path} is in use")


def settle(disk: str, numbers: list[int], timeout_seconds: float = 20) -> None:
    """Waits until the kernel shows partitions `numbers` of `disk` as in its current table."""
    run(["partx", "--update", disk], accept=(0, 1))
    if os.path.exists("/run/udev/control"):
        run(["udevadm", "settle", "--timeout=20"], accept=(0, 1))
    deadline = time.monotonic() + timeout_seconds
    missing = [partition_path(disk, number) for number in numbers]
    while missing := [path for path in missing if not _is_block(path)]:
        if time.monotonic() > deadline:
            raise AgentError(
                "transient",
                f"Le noyau ne montre pas {', '.join(missing)}",
                f"The kernel does not show {', '.join(missing)}",
            )
        time.sleep(0.1)


def _is_block(path: str) -> bool:
    try:
        return stat.S_ISBLK(os.stat(path).st_mode)
    except FileNotFoundError:
        return False


def probe(path: str, tag: str) -> str:
    """A tag that blkid reads from the device itself (UUID, TYPE, PART_ENTRY_UUID); empty when it has none."""
    return run(["blkid", "-p", "-s", tag, "-o", "value", path], accept=(0, 2)).strip()


def mount_target(disk: Disk, partitions: list[dict], target: str = TARGET) -> None:
    """Mounts the root on `target` and the ESP on boot/efi in it, after checking that they are the created ones."""
    paths = {}
    for partition in partitions:
        path = partition_path(disk.path, number_of(partition))
        if not _is_block(path):
            settle(disk.path, [number_of(partition)])
        if partition.get("uuid") and probe(path, "UUID").lower() != partition["uuid"].lower():
            raise AgentError(
                "permanent",
                f"{path} n'est pas la partition qui a été créée : {partition['uuid']} attendu",
                f"{path} is not the partition that was made: {partition['uuid']} expected",
            )
        paths[partition["role"]] = path
    mount(paths["root"], target)
    if "esp" in paths:
        mount(paths["esp"], f"{target}/boot/efi", "umask=0077")
