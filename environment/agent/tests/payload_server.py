"""An HTTP server of payloads in memory, with byte ranges, counting what it sends and breaking on order."""

import hashlib
import json
import re
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator


class PayloadServer:
    """`files` by name; `breaks` is a list of byte counts after which the next answers are cut off."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.breaks: list[int] = []
        self.sent = 0
        self.ranges: list[tuple[int, int]] = []
        self.uploads: list[bytes] = []
        self.part = bytearray()
        self.part_sent = 0
        self.part_breaks: list[int] = []
        self.headers: dict[str, str] = {}
        self.port = 0

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/{name}"


@contextmanager
def payload_server() -> Iterator[PayloadServer]:
    state = PayloadServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, value: dict) -> None:
            text = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def take_part(self) -> None:
            """As the server does: a part replaces what stood from its first byte on; a digest ends the payload."""
            query = dict(pair.split("=") for pair in self.path.split("?")[1].split("&"))
            offset, length = int(query["offset"]), int(self.headers["Content-Length"])
            cut = min(length, state.part_breaks.pop(0)) if state.part_breaks else length
            body = self.rfile.read(cut)
            if "sha256" not in query:
                state.part[offset:] = body
                state.part_sent += len(body)
            if cut < length:
                self.connection.shutdown(2)
                self.close_connection = True
                return
            if "sha256" in query:
                assert (len(state.part), hashlib.sha256(state.part).hexdigest()) == (offset, query["sha256"])
                state.uploads.append(bytes(state.part))
                state.part.clear()
            self.answer({"bytes": offset + length, "sha256": query.get("sha256", "")})

        def do_GET(self) -> None:
            if self.path.endswith("/part"):
                self.answer({"bytes": len(state.part), "sha256": hashlib.sha256(state.part).hexdigest()})
                return
            data = state.files.get(self.path.strip("/"))
            if data is None:
                self.send_error(404)
                return
            wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            start = int(wanted[1]) if wanted else 0
            end = int(wanted[2]) + 1 if wanted and wanted[2] else len(data)
            part = data[start:end]
            self.send_response(206 if wanted else 200)
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            cut = state.breaks.pop(0) if state.breaks else len(part)
            with suppress(ConnectionError):  # a reader that has seen enough
                self.wfile.write(part[:cut])
            state.sent += len(part[:cut])
            state.ranges.append((start, end))
            if cut < len(part):
                self.close_connection = True

        def do_PUT(self) -> None:
            if "/part?" in self.path:
                self.take_part()
                return
            body = bytearray()
            if self.headers.get("Transfer-Encoding") == "chunked":
                while size := int(self.rfile.readline(), 16):
                    body += self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()
            else:
                body += self.rfile.read(int(self.headers["Content-Length"]))
            state.uploads.append(bytes(body))
            state.headers = dict(self.headers)
            answer = json.dumps({"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}).encode()
            self.send_response(201)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
