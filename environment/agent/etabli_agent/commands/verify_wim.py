"""verify-wim {disk, partitions, contentsUrl, contentsSha256, mode, sampleFraction?}: reads the volume of Windows back.

Must run before anything is written into the volume: what the deployment puts there is not in the master. mode `full`
reads the data of every file, stream and reparse point; `sampled` that of a fraction (default 0.1), and still compares
every path's attributes, streams and reparse point. Result: {files, bytes, entries, differences: []}; any difference
is an error.
"""

from ..errors import AgentError
from ..fetch import fetch_whole
from ..mounts import unmount_tree
from ..report import Report
from ..run import run as system
from ..target_disk import TARGET, Disk, find_disk, release
from ..verified_record import compared_before_change, remember
from ..wim_comparison import Comparison
from ..wim_contents import read_wim_contents
from ..windows_volume import made_partition, windows_volume
from .verify_rootfs import drop_caches

NAMED = 10


def run(parameters: dict, report: Report) -> dict:
    disk, partitions = find_disk(parameters["disk"]), parameters["partitions"]
    sha256 = parameters["contentsSha256"]
    known = compared_before_change(sha256, disk.as_json())
    if known:
        report.log("the volume was compared before the deployment wrote into it")
        return known
    entries = read_wim_contents(fetch_whole(parameters["contentsUrl"], sha256))
    fraction = 1.0 if parameters.get("mode", "full") == "full" else float(parameters.get("sampleFraction") or 0.1)
    _forget_what_memory_holds(disk, made_partition(disk, partitions, "windows"), report)
    with windows_volume(disk, partitions, read_only=True) as root:
        differences, files, read = Comparison(entries, root, fraction).run(report.progress)
    if differences:
        raise _differs(differences)
    if not files:
        raise AgentError(
            "permanent",
            "Rien n'a été comparé : la liste du master ne contient aucun fichier",
            "Nothing was compared: the master's table has no file",
            "Réimportez le master.",
            "Import the master again.",
        )
    result = {"files": files, "bytes": read, "entries": len(entries), "differences": []}
    remember(sha256, disk.as_json(), result)
    return result


def _forget_what_memory_holds(disk: Disk, path: str, report: Report) -> None:
    """The volume is mounted afresh and its pages are dropped, so that the disk is read, not the memory."""
    release(disk)
    unmount_tree(TARGET)
    drop_caches(report)
    system(["blockdev", "--flushbufs", path], timeout_seconds=600, kind="transient")


def _differs(differences: list[str]) -> AgentError:
    listed = " ; ".join(text.encode("utf-8", "replace").decode() for text in differences[:NAMED])
    return AgentError(
        "permanent",
        f"Le disque diffère du master en {len(differences)} points : {listed}",
        f"The disk differs from the master in {len(differences)} points: {listed}",
        "Le disque ou la mémoire est peut-être défaillant : contrôlez-les, puis relancez depuis le début.",
        "The disk or the memory may be failing: check them, then retry from the start.",
    )
