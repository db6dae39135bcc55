"""`phone-home`: the service that sends hello and the inventory, and then follows the answers of the server."""

import socket
import subprocess
import time
from pathlib import Path
from typing import Callable

from ..boot_parameters import boot_parameters, required
from ..errors import AgentError, unexpected
from ..hello import Refused, ask_until_answered, say_hello
from ..inventory import collect
from ..machine_files import entries
from ..report import Report
from ..server import AUTHORITY, Server, tls_context
from ..session import Session
from ..systemd import leave, notify

# Long enough to read, and short enough that a lost ticket is soon requested again without a technician.
_SECONDS_TO_READ_A_REFUSAL = 60
_SECONDS_TO_READ_A_GOODBYE = 5


def run(parameters: dict, report: Report) -> dict:
    session = Session()
    session.show("contacting", "Contact du serveur Établi en cours", "Contacting the Établi server")
    try:
        return {"next": _phone_home(session)}
    except Exception as error:
        told = error if isinstance(error, AgentError) else unexpected(error)
        session.show("failed", told.fr, told.en, told.remedy_fr, told.remedy_en)
        if isinstance(told, Refused):
            leave("reboot", _SECONDS_TO_READ_A_REFUSAL)
            time.sleep(2 * _SECONDS_TO_READ_A_REFUSAL)
        raise


def _phone_home(session: Session) -> str:
    given = boot_parameters()
    server = Server(required(given, "server"), tls_context(AUTHORITY))
    subprocess.run(["udevadm", "settle", "--timeout=20"], check=False)
    # After a crash of this service the ticket is used up, but the session is still valid.
    kept = session.load() or say_hello(server, required(given, "ticket"), session)
    notify("READY=1")
    session.show("inventory", "Inventaire du matériel", "Taking stock of the hardware")
    wait_for_devices(Path("/sys"))
    inventory = collect(Path("/"))
    for problem in inventory["problems"]:
        print(f"inventory: {problem['part']}: {problem['cause']}", flush=True)
    wait_for_ssh()
    body = {"nonce": kept["nonce"], "inventory": inventory}
    answer = ask_until_answered(
        lambda: server.request("POST", "/phone-home/inventory", kept["session"], body), session
    )
    return obey(str(answer.body.get("next", "stay")), session)


def wait_for_devices(
    sys: Path,
    still_seconds: float = 1.5,
    longest_seconds: float = 15,
    clock: Callable[[], float] = time.monotonic,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Waits until no new disk or card has appeared for a while: USB and hard disks appear after udev is idle."""
    start = since = clock()
    seen: list = []
    while clock() - since < still_seconds and clock() - start < longest_seconds:
        found = [path.name for folder in ("block", "class/net") for path in entries(sys / folder)]
        if found != seen:
            seen, since = found, clock()
        wait(0.25)


def wait_for_ssh(port: int = 22, seconds: float = 30) -> bool:
    """Waits for SSH: the server may connect as soon as it has the inventory."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.2)
    return False


def obey(next_thing: str, session: Session) -> str:
    if next_thing == "restart":
        session.show("leaving", "Ce PC est inscrit, il redémarre", "This PC is registered, it restarts")
        leave("reboot", _SECONDS_TO_READ_A_GOODBYE)
    elif next_thing == "power-off":
        session.show("leaving", "Ce PC est inscrit, il s'éteint", "This PC is registered, it switches off")
        leave("poweroff", _SECONDS_TO_READ_A_GOODBYE)
    else:
        session.show("ready", "Prêt, en attente des étapes", "Ready, waiting for the steps")
    return next_thing
