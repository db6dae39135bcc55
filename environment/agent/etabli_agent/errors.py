"""The error of commands: what happened and what to do, in both languages."""

KINDS = ("permanent", "transient", "operator")


class AgentError(Exception):
    """An expected error; `kind` says whether a retry can help.

    kind: 'transient' (a retry may help), 'permanent' (it cannot help) or
    'operator' (a person must act first, as the remedy says).
    """

    def __init__(self, kind: str, fr: str, en: str, remedy_fr: str = "", remedy_en: str = ""):
        super().__init__(en)
        if kind not in KINDS:
            raise ValueError(f"unknown kind of error {kind!r}: expected one of {', '.join(KINDS)}")
        self.kind = kind
        self.fr = fr
        self.en = en
        self.remedy_fr = remedy_fr
        self.remedy_en = remedy_en

    def as_json(self) -> dict:
        """The JSON form for the server: {kind, fr, en, remedy?: {fr, en}}."""
        error = {"kind": self.kind, "fr": self.fr, "en": self.en}
        if self.remedy_fr or self.remedy_en:
            error["remedy"] = {
                "fr": self.remedy_fr or self.remedy_en,
                "en": self.remedy_en or self.remedy_fr,
            }
        return error


def unexpected(cause: BaseException) -> AgentError:
    """An AgentError for an unexpected exception, with its text."""
    text = f"{type(cause).__name__}: {cause}"
    return AgentError(
        "permanent",
        f"L'agent de l'environnement s'est arrêté sur une erreur imprévue : {text}",
        f"The environment's agent stopped on an unexpected error: {text}",
    )
