"""Uploads a payload in parts while it is created; parts that the server has are not sent again.

The payload of a disk is deterministic. A repeated upload creates it from the beginning and sends it from the end of
the server's part on, if the digest up to there is that of the server's part.
"""

import hashlib
import http.client
import json
import time
from urllib.parse import urlsplit

from .errors import AgentError
from .fetch import TRIES_WITHOUT_PROGRESS
from .server import tls_context

_PART = 8 << 20
_TIMEOUT_SECONDS = 300  # the server reads the whole payload before it answers
_LARGEST_ANSWER = 1 << 16


class OtherPart(Exception):
    """The server's part is from another disk, or from this one before it changed."""


class PartedUpload:
    """Call `write`, then `finish`. `sha256` and `bytes` are of the whole, `held` is what the server had before."""

    def __init__(self, url: str, bearer: str, afresh: bool = False):
        self._url, self._bearer = url, bearer
        answer = {"bytes": 0, "sha256": ""} if afresh else self._ask("GET", "")
        self.held = int(answer["bytes"])
        self._held_sha256 = answer["sha256"]
        self._digest = hashlib.sha256()
        self._buffer = bytearray()
        self._sent = self.held
        self.bytes = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        known = min(len(data), max(0, self.held - self.bytes))
        self._digest.update(data[:known])
        self.bytes += known
        if known and self.bytes == self.held and self.sha256 != self._held_sha256:
            raise OtherPart
        self._digest.update(data[known:])
        self.bytes += len(data) - known
        self._buffer += data[known:]
        while len(self._buffer) >= _PART:
            self._send(_PART)

    def finish(self) -> None:
        if self.bytes < self.held:
            raise OtherPart
        if self._buffer or self._sent == 0:
            self._send(len(self._buffer))
        stored = self._ask("PUT", f"?offset={self.bytes}&sha256={self.sha256}")
        if stored.get("sha256") != self.sha256:
            raise self._broken(f"digest {stored.get('sha256')} instead of {self.sha256}")

    def _send(self, length: int) -> None:
        self._ask("PUT", f"?offset={self._sent}", bytes(self._buffer[:length]))
        self._sent += length
        del self._buffer[:length]

    def _ask(self, method: str, query: str, body: bytes = b"") -> dict:
        """Retries while there is no answer: a repeated part replaces the bytes of the first one."""
        tries = 0
        while True:
            try:
                status, text = self._request(method, query, body)
                if status < 300:
                    return json.loads(text)
                why, again = f"HTTP {status} {text[:2000].decode('utf-8', 'replace')}", status >= 500 or status == 429
            except (OSError, http.client.HTTPException) as cause:
                why, again = str(cause), True
            tries += 1
            if not again:
                raise self._refused(why)
            if tries == TRIES_WITHOUT_PROGRESS:
                raise self._broken(why)
            time.sleep(min(2 ** (tries - 1), 8))

    def _request(self, method: str, query: str, body: bytes) -> tuple[int, bytes]:
        parts = urlsplit(self._url)
        if parts.scheme == "https":
            connection = http.client.HTTPSConnection(parts.netloc, context=tls_context(), timeout=_TIMEOUT_SECONDS)
        else:
            connection = http.client.HTTPConnection(parts.netloc, timeout=_TIMEOUT_SECONDS)
        headers = {"Authorization": f"Bearer {self._bearer}", "Content-Type": "application/octet-stream"}
        try:
            connection.request(method, f"{parts.path}/part{query}", body, headers)
            response = connection.getresponse()
            return response.status, response.read(_LARGEST_ANSWER)
        finally:
            connection.close()

    def _refused(self, why: str) -> AgentError:
        return AgentError("permanent", f"Établi refuse la capture : {why}", f"Établi refuses the capture: {why}")

    def _broken(self, why: str) -> AgentError:
        return AgentError(
            "transient",
            f"Envoi vers Établi interrompu après {self._sent} octets : {why}",
            f"Upload to Établi broke after {self._sent} bytes: {why}",
            "Vérifiez le câble réseau et la place libre du serveur, puis relancez.",
            "Check the network cable and the server's free space, then retry.",
        )
