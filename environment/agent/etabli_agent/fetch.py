"""Reads payloads over HTTP: resumable streams and byte ranges. RFC 9110 §14."""

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from typing import Iterator

from .errors import AgentError

CHUNK = 1 << 20
# About two minutes: a disconnected cable, a restart of the server.
TRIES_WITHOUT_PROGRESS = 18
_TIMEOUT_SECONDS = 30


def stream(url: str, total: int, start: int = 0) -> Iterator[bytes]:
    """`url`, `total` bytes, from byte `start` on, in chunks. A broken transfer is resumed.

    Raises AgentError: 'permanent' when the file on the server has another length or does not exist,
    'transient' after 18 attempts without data.
    """
    done, tries = start, 0
    while done < total:
        try:
            for chunk in _read_from(url, done, total):
                done += len(chunk)
                tries = 0
                yield chunk
            cause = None
        except (OSError, http.client.HTTPException) as error:
            cause = error
        if done < total:
            tries += 1
            if tries >= TRIES_WITHOUT_PROGRESS:
                raise _broken(url, done, total, cause)
            time.sleep(min(2 ** (tries - 1), 8))


def _read_from(url: str, start: int, total: int) -> Iterator[bytes]:
    headers = {"Range": f"bytes={start}-"} if start else {}
    with _open(url, headers) as response:
        length = response.headers.get("Content-Length")
        if response.status != (206 if start else 200) or (length is not None and start + int(length) != total):
            raise _other_length(url, total, response.status, length)
        # read1 returns received data at once, so that nothing is lost when the connection breaks.
        while chunk := response.read1(CHUNK):
            start += len(chunk)
            if start > total:
                raise _other_length(url, total, response.status, str(start))
            yield chunk


def read_range(url: str, start: int, length: int) -> bytes:
    """Exactly `length` bytes of `url` from `start`. Errors as for `stream`."""
    parts: list[bytes] = []
    done, tries = 0, 0
    while done < length:
        cause = None
        try:
            wanted = f"bytes={start + done}-{start + length - 1}"
            with _open(url, {"Range": wanted}) as response:
                if response.status != 206:
                    raise _other_length(url, start + length, response.status, None)
                while done < length and (chunk := response.read1(min(CHUNK, length - done))):
                    parts.append(chunk)
                    done += len(chunk)
                    tries = 0
        except (OSError, http.client.HTTPException) as error:
            cause = error
        if done < length:
            tries += 1
            if tries >= TRIES_WITHOUT_PROGRESS:
                raise _broken(url, done, length, cause)
            time.sleep(min(2 ** (tries - 1), 8))
    return b"".join(parts)


def fetch_whole(url: str, sha256: str, most_bytes: int = 1 << 30) -> bytes:
    """A small payload with the digest `sha256`. Retries like a stream."""
    for tries in range(1, TRIES_WITHOUT_PROGRESS + 1):
        try:
            with _open(url, {}) as response:
                data = response.read(most_bytes + 1)
            break
        except (OSError, http.client.HTTPException) as cause:
            if tries == TRIES_WITHOUT_PROGRESS:
                raise _broken(url, 0, 0, cause) from cause
            time.sleep(min(2 ** (tries - 1), 8))
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise wrong_digest(url, sha256, found)
    return data


def _open(url: str, headers: dict) -> http.client.HTTPResponse:
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=_TIMEOUT_SECONDS)
    except urllib.error.HTTPError as error:
        if error.code >= 500 or error.code == 429:
            raise OSError(f"HTTP {error.code}") from error
        raise AgentError(
            "permanent",
            f"Établi répond {error.code} pour {url}",
            f"Établi answers {error.code} for {url}",
            "Vérifiez le master sur le serveur : etabli master verify.",
            "Check the master on the server: etabli master verify.",
        ) from error


def _other_length(url: str, total: int, status: int, length: str | None) -> AgentError:
    return AgentError(
        "permanent",
        f"{url} : {total} octets attendus, le serveur en annonce {length} (HTTP {status})",
        f"{url}: {total} bytes expected, the server announces {length} (HTTP {status})",
        "Le master est tronqué ou a été remplacé : etabli master verify, puis réimportez-le.",
        "The master is truncated or was replaced: etabli master verify, then import it again.",
    )


def wrong_digest(what: str, expected: str, found: str) -> AgentError:
    """The error for a wrong digest."""
    return AgentError(
        "permanent",
        f"{what} : empreinte {found} au lieu de {expected}",
        f"{what}: digest {found} instead of {expected}",
        "Le master est corrompu ou a été remplacé : etabli master verify, puis réimportez-le.",
        "The master is corrupted or was replaced: etabli master verify, then import it again.",
    )


def _broken(url: str, done: int, total: int, cause: BaseException | None) -> AgentError:
    why = f"{type(cause).__name__}: {cause}" if cause else "end of stream"
    return AgentError(
        "transient",
        f"Transfert de {url} interrompu à {done} octets sur {total} : {why}",
        f"Transfer of {url} broke at {done} bytes of {total}: {why}",
        "Vérifiez le câble réseau et le serveur, puis relancez.",
        "Check the network cable and the server, then retry.",
    )
