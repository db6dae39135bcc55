"""Uploads a payload while it is created: HTTPS PUT, chunked, without a local copy. RFC 9112 §7.1."""

import hashlib
import http.client
import json
from typing import Self
from urllib.parse import urlsplit

from .errors import AgentError
from .server import tls_context

_TIMEOUT_SECONDS = 300  # the server syncs the whole payload to its disk before it answers
_LARGEST_ANSWER = 1 << 16


class Upload:
    """`with Upload(url, bearer) as upload: upload.write(...)`, then `upload.sha256` and `upload.bytes`.

    Leaving the block waits for the server's answer, which must contain the digest of the sent bytes.
    """

    def __init__(self, url: str, bearer: str):
        self._url = url
        parts = urlsplit(url)
        if parts.scheme == "https":
            self._connection = http.client.HTTPSConnection(parts.netloc, context=tls_context(), timeout=_TIMEOUT_SECONDS)
        else:
            self._connection = http.client.HTTPConnection(parts.netloc, timeout=_TIMEOUT_SECONDS)
        self._path = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
        self._bearer = bearer
        self._digest = hashlib.sha256()
        self.bytes = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def __enter__(self) -> Self:
        try:
            self._connection.putrequest("PUT", self._path)
            self._connection.putheader("Authorization", f"Bearer {self._bearer}")
            self._connection.putheader("Content-Type", "application/octet-stream")
            self._connection.putheader("Transfer-Encoding", "chunked")
            self._connection.endheaders()
        except (OSError, http.client.HTTPException) as cause:
            raise self._broken(str(cause)) from cause
        return self

    def write(self, data: bytes) -> None:
        if not data:
            return
        try:
            self._connection.send(b"%x\r\n" % len(data) + data + b"\r\n")
        except OSError as cause:
            raise self._broken(self._early_answer() or str(cause)) from cause
        self._digest.update(data)
        self.bytes += len(data)

    def __exit__(self, kind: type | None, *_: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._connection.close()

    def _finish(self) -> None:
        try:
            self._connection.send(b"0\r\n\r\n")
            response = self._connection.getresponse()
            text = response.read(_LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as cause:
            raise self._broken(str(cause)) from cause
        if response.status != 201:
            raise self._refused(response.status, text)
        stored = json.loads(text)
        if stored.get("sha256") != self.sha256:
            raise self._broken(f"digest {stored.get('sha256')} instead of {self.sha256}")

    def _early_answer(self) -> str:
        """Reads the answer of a server that stopped reading: a full disk, an expired ticket."""
        try:
            response = self._connection.getresponse()
            return f"HTTP {response.status} {response.read(2000).decode('utf-8', 'replace')}"
        except (OSError, http.client.HTTPException):
            return ""

    def _refused(self, status: int, text: bytes) -> AgentError:
        said = text[:2000].decode("utf-8", "replace")
        return AgentError(
            "transient" if status >= 500 else "permanent",
            f"Établi refuse la capture (HTTP {status}) : {said}",
            f"Établi refuses the capture (HTTP {status}): {said}",
        )

    def _broken(self, why: str) -> AgentError:
        return AgentError(
            "transient",
            f"Envoi vers Établi interrompu après {self.bytes} octets : {why}",
            f"Upload to Établi broke after {self.bytes} bytes: {why}",
            "Vérifiez le réseau et la place libre du serveur, puis relancez.",
            "Check the network and the server's free space, then retry.",
        )
