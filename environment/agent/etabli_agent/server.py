"""HTTPS to the server of this environment.

The server is authenticated by the authority in /etc/etabli/ca.pem only. The dates of its certificate are
not checked: a PC with an empty clock battery has a wrong date, other sources of time (DHCP, plain HTTP) can
be forged, and the authority was loaded with this boot. The clock is set from the first answer, which is
authenticated (clock.py).
"""

import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

AUTHORITY = "/etc/etabli/ca.pem"
_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME, openssl/x509_vfy.h
_LARGEST_ANSWER = 1 << 20


@dataclass(frozen=True)
class Answer:
    """status, the JSON body ({} when there is none), the Date header, this PC's own address."""

    status: int
    body: dict
    date: str | None
    local_address: str | None


def tls_context(authority: str = AUTHORITY) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(authority)
    context.verify_flags |= _NO_CHECK_TIME
    return context


class Server:
    """One server; each request uses its own connection."""

    def __init__(self, url: str, context: ssl.SSLContext, timeout_seconds: float = 15):
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise ValueError(f"etabli.server must be an https:// address, not {url!r}")
        self.url = url
        self._host = parts.hostname
        self._port = parts.port or 443
        self._context = context
        self._timeout = timeout_seconds

    def request(self, method: str, path: str, bearer: str, body: dict | None = None) -> Answer:
        """Raises OSError (ssl.SSLError, http.client.HTTPException) when there is no answer."""
        connection = http.client.HTTPSConnection(
            self._host, self._port, context=self._context, timeout=self._timeout
        )
        try:
            headers = {"Authorization": f"Bearer {bearer}", "Accept": "application/json", "Accept-Language": "fr"}
            data = None
            if body is not None:
                data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
                headers["Content-Type"] = "application/json"
            connection.request(method, path, data, headers)
            local = connection.sock.getsockname()[0] if connection.sock else None
            response = connection.getresponse()
            text = response.read(_LARGEST_ANSWER)
            return Answer(response.status, _object(text), response.getheader("Date"), local)
        finally:
            connection.close()

    def local_address(self) -> str | None:
        """The local address of this PC towards the server; None without a route."""
        try:
            with socket.create_connection((self._host, self._port), timeout=5) as probe:
                return probe.getsockname()[0]
        except OSError:
            return None


def _object(text: bytes) -> dict:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
