"""The partitions of a Linux system."""

from .partition_roles import MIB, Part, whole_mib
from .errors import AgentError


def plan_linux(layout: dict, firmware: str) -> list[Part]:
    """In disk order; without a size (only the root, which is last) it uses the rest."""
    plan: list[Part] = []
    if firmware == "bios":
        plan.append(Part("biosboot", MIB))
    esp = layout.get("esp") or {}
    plan.append(Part("esp", whole_mib(esp.get("sizeBytes") or 512 * MIB)))
    if layout.get("swap"):
        plan.append(Part("swap", whole_mib(layout["swap"]["sizeBytes"])))
    root = layout.get("root") or {}
    if root.get("fileSystem", "ext4") != "ext4":
        raise AgentError(
            "permanent",
            f"Système de fichiers inconnu : {root['fileSystem']}",
            f"Unknown file system: {root['fileSystem']}",
        )
    size = root.get("sizeBytes")
    plan.append(Part("root", whole_mib(size) if size else None))
    return plan
