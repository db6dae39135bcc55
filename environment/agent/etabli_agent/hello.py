"""The hello: exchanges the one-time ticket for a session, and sends host key and nonces."""

import base64
import http.client
import os
import platform
import random
import ssl
import subprocess
import time
from pathlib import Path
from typing import Callable

from .clock import set_clock
from .errors import AgentError
from .inventory.board import identity
from .inventory.nics import macs
from .server import Answer, Server
from .session import Session

PROTOCOL = 1
_LONGEST_WAIT = 10


class Refused(AgentError):
    """The server refused the ticket of this boot: the PC must boot again."""


def host_key(session: Session) -> str:
    """Creates the host key of this boot, 'ssh-ed25519 AAAA...'. It is never part of the image."""
    private = session.folder / "ssh_host_ed25519_key"
    if not private.exists():
        session.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(private)], check=True)
    return " ".join(private.with_suffix(".pub").read_text().split()[:2])


def question(session: Session, root: Path, address: str | None) -> dict:
    body = {
        "protocol": PROTOCOL,
        "identity": {**identity(root), "macs": macs(root)},
        "hostKey": host_key(session),
        "nonce": base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode(),
        "kernel": platform.release(),
    }
    return {**body, "address": address} if address else body


def say_hello(
    server: Server,
    ticket: str,
    session: Session,
    root: Path = Path("/"),
    wait: Callable[[float], None] = time.sleep,
) -> dict:
    """Retries until the server answers; returns and stores the session. Raises AgentError when refused."""
    body: dict = {}

    def ask() -> Answer:
        # Network cards may still appear while the server cannot be reached.
        body.update(question(session, root, server.local_address()))
        return server.request("POST", "/phone-home/hello", ticket, body)

    answer = ask_until_answered(ask, session, wait)
    off = set_clock(answer.date)
    if off is not None:
        print(f"clock was off by {off:.0f} s, set from the server", flush=True)
    return _accept(answer, server, session)


def _accept(answer: Answer, server: Server, session: Session) -> dict:
    given = answer.body
    if given.get("protocol") != PROTOCOL or given.get("challenge") is not None:
        raise AgentError(
            "operator",
            "Le serveur attend un environnement plus récent que celui-ci",
            "The server expects a newer environment than this one",
            "Reconstruisez-le : etabli environment build, puis redémarrez ce PC",
            "Build it again: etabli environment build, then restart this PC",
        )
    key = given.get("authorizedKey")
    if not isinstance(key, str) or "\n" in key or not key.startswith(("ssh-", "ecdsa-")):
        raise AgentError("permanent", "Le serveur n'a pas donné de clé SSH", "The server gave no SSH key")
    session.write("authorized_keys", key + "\n")
    kept = {
        "server": server.url,
        "session": given["session"],
        "nonce": given["nonce"],
        "screenIntervalSeconds": given.get("screenIntervalSeconds", 2),
    }
    session.save(kept)
    return kept


def ask_until_answered(
    ask: Callable[[], Answer], session: Session, wait: Callable[[float], None] = time.sleep
) -> Answer:
    """Retries transient errors with an increasing delay and shows the reason on the screen."""
    pause = 0.5
    while True:
        try:
            answer = ask()
            if answer.status < 300:
                return answer
            if answer.status in (400, 401, 403, 409, 410, 422):
                raise refusal(answer)
            fr, en = f"le serveur a répondu {answer.status}", f"the server answered {answer.status}"
        except ssl.SSLCertVerificationError as error:
            _show_untrusted(session, error)
            wait(_LONGEST_WAIT)
            continue
        except (OSError, http.client.HTTPException) as error:
            fr = en = str(error) or type(error).__name__
        print(f"no answer yet: {en}", flush=True)
        session.show(
            "contacting",
            f"Contact du serveur Établi en cours : {fr}",
            f"Contacting the Établi server: {en}",
            "Si cela dure, vérifiez le câble réseau et le serveur",
            "If this lasts, check the network cable and the server",
        )
        wait(pause + random.random() * pause / 4)
        pause = min(pause * 2, _LONGEST_WAIT)


def _show_untrusted(session: Session, error: ssl.SSLCertVerificationError) -> None:
    print(f"the server's certificate is not of our authority: {error}", flush=True)
    session.show(
        "failed",
        "Le serveur n'a pas prouvé qu'il est bien le vôtre : rien ne lui a été envoyé",
        "The server did not prove that it is yours: nothing was sent to it",
        "Redémarrez ce PC ; si cela recommence, prévenez l'administrateur d'Établi",
        "Restart this PC; if it happens again, tell Établi's administrator",
    )


def refusal(answer: Answer) -> Refused:
    """The reason of a refusal, in French: the language of the request."""
    detail = str(answer.body.get("detail") or answer.body.get("title") or f"code {answer.status}")[:300]
    return Refused(
        "operator",
        f"Le serveur Établi a refusé ce PC : {detail}",
        f"The Établi server refused this PC (status {answer.status})",
        "Son ticket de démarrage a déjà servi, a expiré ou n'est pas de ce serveur. "
        "Ce PC va redémarrer par le réseau pour en recevoir un autre",
        "Its boot ticket was already used, has expired or is not of this server. "
        "This PC restarts from the network to get another one",
    )
