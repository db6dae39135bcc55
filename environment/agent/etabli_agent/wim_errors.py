"""What the exit statuses of wimapply mean, and what to do. wimlib.h, enum wimlib_error_code."""

from dataclasses import dataclass

from .errors import AgentError


@dataclass(frozen=True)
class Cause:
    kind: str
    fr: str
    en: str
    remedy_fr: str
    remedy_en: str
    # Whether the rest of the payload is read, so that its digest says whether the transfer is at fault.
    blames_payload: bool = False


_IMPORT = (
    "L'empreinte du master est juste : testez la mémoire du PC ; sinon réimportez le master (etabli master import).",
    "The master's digest is right: test the PC's memory; otherwise import the master again (etabli master import).",
)
_ENLARGE = (
    "Agrandissez la partition de Windows dans le profil, ou prenez un disque plus grand, puis relancez.",
    "Enlarge the partition of Windows in the profile, or use a larger disk, then retry.",
)
_CHECK_DISK = (
    "Contrôlez la santé du disque ; remplacez-le s'il est défaillant, puis relancez depuis le partitionnement.",
    "Check the disk's health; replace it if it is failing, then retry from the partitioning.",
)
_MEMORY = (
    "Ajoutez de la mémoire au PC, puis relancez.",
    "Add memory to the PC, then retry.",
)

CORRUPT = Cause(
    "permanent", "les données de l'image sont corrompues", "the data of the image is corrupted", *_IMPORT, True
)
TRUNCATED = Cause("permanent", "l'image est tronquée", "the image is truncated", *_IMPORT, True)
FULL = Cause("operator", "le volume de Windows est trop petit", "the volume of Windows is too small", *_ENLARGE)
DISK = Cause(
    "operator", "le disque refuse une lecture ou une écriture", "the disk refuses a read or a write", *_CHECK_DISK
)
VOLUME = Cause("operator", "le volume NTFS ne peut pas être écrit", "the NTFS volume cannot be written", *_CHECK_DISK)
MEMORY = Cause("operator", "la mémoire ne suffit pas", "there is not enough memory", *_MEMORY)
NOT_PIPABLE = Cause("permanent", "l'image n'est pas « pipable »", "the image is not pipable", *_IMPORT, True)
WRONG_IMAGE = Cause("permanent", "ce n'est pas une image applicable", "it is not an applicable image", *_IMPORT, True)
READING = Cause("transient", "l'image n'a pas pu être lue", "the image could not be read", "Relancez.", "Retry.", True)
REFUSED = Cause(
    "permanent",
    "NTFS refuse un nom, un attribut ou un droit de l'image",
    "NTFS refuses a name, an attribute or a right of the image",
    "Signalez-le avec le journal de l'étape : l'image contient ce que l'environnement ne sait pas écrire.",
    "Report it with the step's log: the image has something that the environment cannot write.",
)
ENDED = Cause("transient", "wimapply a été arrêté", "wimapply was ended", "Relancez.", "Retry.")

STATUSES = {
    **dict.fromkeys((2, 13, 14, 17, 19, 20, 21, 26, 27, 28, 30, 31, 36, 55, 56, 73), CORRUPT),
    **dict.fromkeys((10, 16, 18, 33, 43, 67, 68, 74), WRONG_IMAGE),
    **dict.fromkeys((35, 37, 57, 58, 59, 60, 61, 66, 91), REFUSED),
    39: MEMORY,
    44: NOT_PIPABLE,
    46: VOLUME,
    47: VOLUME,
    50: READING,
    65: TRUNCATED,
    72: VOLUME,
}
# wimlib has one status for all that NTFS-3G says; the reason is in its text.
WORDS = (
    ("No space left on device", FULL),
    ("Input/output error", DISK),
    ("Cannot allocate memory", MEMORY),
)
_SAID_KEPT = 1500


def cause_of(status: int, said: str) -> Cause | None:
    """What stopped wimapply; None for a status that is not known."""
    if status < 0:
        return ENDED
    if status in (46, 47, 50, 57, 58, 59, 60, 61, 72):
        for words, cause in WORDS:
            if words in said:
                return cause
    return STATUSES.get(status)


def apply_failed(status: int, said: str) -> AgentError:
    cause = cause_of(status, said)
    text = said.strip()[-_SAID_KEPT:] or "-"
    if cause is None:
        return AgentError(
            "permanent",
            f"L'image n'a pas pu être appliquée : wimapply s'est arrêté avec le code {status} : {text}",
            f"The image could not be applied: wimapply ended with status {status}: {text}",
        )
    return AgentError(
        cause.kind,
        f"L'image n'a pas pu être appliquée : {cause.fr} (wimapply, code {status} : {text})",
        f"The image could not be applied: {cause.en} (wimapply, status {status}: {text})",
        cause.remedy_fr,
        cause.remedy_en,
    )
