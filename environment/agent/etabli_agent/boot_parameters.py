"""The parameters on the kernel's command line: etabli.server, etabli.ticket, etabli.language."""

from pathlib import Path

from .errors import AgentError


def boot_parameters(path: Path | str = "/proc/cmdline") -> dict[str, str]:
    """The parameters `etabli.NAME=VALUE` by NAME; the last one wins, as for the kernel."""
    found = {}
    for word in Path(path).read_text("utf-8", "replace").split():
        name, equals, value = word.partition("=")
        if equals and name.startswith("etabli."):
            found[name.removeprefix("etabli.")] = value
    return found


def required(parameters: dict[str, str], name: str) -> str:
    """The value. Raises AgentError when it is missing: this PC was not booted by Établi."""
    value = parameters.get(name)
    if value:
        return value
    raise AgentError(
        "operator",
        f"La ligne de commande du noyau ne contient pas etabli.{name}",
        f"The kernel's command line lacks etabli.{name}",
        "Démarrez ce PC par le réseau, depuis le serveur Établi",
        "Boot this PC from the network, from the Établi server",
    )
