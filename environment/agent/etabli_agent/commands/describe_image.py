"""describe-image {folder}: what a Windows image says of its boot managers and drivers, without changing anything.

It runs on the server when a master is imported, on the files that the import took out of the image.
Result: {bootManagers: [{path, folder, authenticodeSha256, signers: [{subject, issuer, tbsSha256}], authority,
authorities, svn}], storage: [{id, inf, service, start, file}], ids: [id]}. `authority` is what db must trust, empty for
a file without signature; one with several signatures has several `authorities`, of which one is enough.
"""

from contextlib import ExitStack

from ..driver_store import device_ids, storage_drivers
from ..errors import AgentError
from ..hive import open_hive
from ..pe_file import Signature, authenticode_sha256, read_pe, security_version, signatures
from ..report import Report
from ..windows_boot_files import inside

_MANAGERS = {"EFI": "Windows/Boot/EFI/bootmgfw.efi", "EFI_EX": "Windows/Boot/EFI_EX/bootmgfw_EX.efi"}
_HIVES = ("SYSTEM", "DRIVERS")


def run(parameters: dict, report: Report) -> dict:
    root = parameters["folder"]
    managers = [
        _boot_manager(folder, path, found) for folder, path in _MANAGERS.items() if (found := inside(root, path))
    ]
    paths = [found for name in _HIVES if (found := inside(root, f"Windows/System32/config/{name}"))]
    if not paths or not paths[0].upper().endswith("SYSTEM"):
        raise _refused("Windows/System32/config/SYSTEM", "absent", "absent")
    with ExitStack() as stack:
        hives = [stack.enter_context(open_hive(path)) for path in paths]
        return {"bootManagers": managers, "storage": storage_drivers(*hives), "ids": device_ids(*hives)}


def _boot_manager(folder: str, name: str, path: str) -> dict:
    with open(path, "rb") as file:
        data = file.read()
    try:
        pe = read_pe(data)
        signed = signatures(pe)
    except ValueError as cause:
        raise _refused(name, f"illisible ({cause})", f"unreadable ({cause})") from cause
    digest = authenticode_sha256(pe)
    for signature in signed:
        if signature.sha256 not in (digest, None):
            raise _refused(
                name,
                f"abîmé : son empreinte est {digest}, {signature.sha256} est signée",
                f"damaged: its digest is {digest}, {signature.sha256} is signed",
            )
    found = {"path": name, "folder": folder, "authenticodeSha256": digest, "svn": security_version(pe)}
    authorities = list(dict.fromkeys(_authority(signature) for signature in signed))
    signers = [
        {"subject": one.subject, "issuer": one.issuer, "tbsSha256": one.tbs_sha256}
        for signature in signed
        for one in signature.chain
    ]
    return found | {"signers": signers, "authority": (authorities or [""])[0], "authorities": authorities}


def _authority(signature: Signature) -> str:
    """Firmware keeps the authority that issued the signer's certificate, not the root above it."""
    return signature.chain[0].issuer


def _refused(name: str, fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Ce n'est pas l'image d'un Windows utilisable : {name} est {fr}",
        f"This is not the image of a usable Windows: {name} is {en}",
        "Reprenez l'image d'origine et réimportez-la.",
        "Take the original image and import it again.",
    )
