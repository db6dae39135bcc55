"""The first bytes of a WIM, enough to refuse one that cannot be applied while it comes.

Microsoft's "Windows Imaging File Format", WIMHEADER_V1_PACKED; the magic of a pipable WIM is wimlib's.
"""

import struct

from .errors import AgentError

HEADER_BYTES = 208
PIPABLE = b"WLPWM\0\0\0"
PLAIN = b"MSWIM\0\0\0"
# The second is that of LZMS; a solid image has it, too, but is never pipable.
_VERSIONS = (0x10D00, 0xE00)


def check_header(data: bytes, url: str) -> None:
    """AgentError('permanent') unless `data` begins a pipable, unsplit WIM with exactly one image."""
    if len(data) < HEADER_BYTES or data[:8] not in (PIPABLE, PLAIN):
        raise _refused(url, "ce n'est pas une image WIM", "it is not a WIM image")
    if data[:8] == PLAIN:
        raise not_pipable(url)
    _, _, version, _, _, _, part, parts, images = struct.unpack_from("<8sIIII16sHHI", data)
    if version not in _VERSIONS:
        raise _refused(url, f"sa version {version:#x} est inconnue", f"its version {version:#x} is unknown")
    if (part, parts) != (1, 1):
        raise _refused(url, f"c'est la partie {part} sur {parts}", f"it is part {part} of {parts}, one expected")
    if images != 1:
        raise _refused(url, f"elle contient {images} images, une attendue", f"it has {images} images, one expected")


def not_pipable(url: str) -> AgentError:
    return _refused(
        url,
        "l'image ne peut pas être appliquée pendant son transfert (« pipable » attendu)",
        "it cannot be applied while it is transferred (a pipable one is expected)",
    )


def _refused(url: str, fr: str, en: str) -> AgentError:
    return AgentError(
        "permanent",
        f"Le master {url} ne peut pas être appliqué, rien n'a été écrit : {fr}",
        f"The master {url} cannot be applied, nothing was written: {en}",
        "Réimportez le master : etabli master import le prépare pour le transfert.",
        "Import the master again: etabli master import prepares it for the transfer.",
    )
