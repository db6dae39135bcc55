"""An old Windows with users on a loop disk, and the repository of its machine at Debian's own restic-rest-server."""

import http.client
import os
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator
from urllib.parse import urlsplit

from etabli_agent.hive import edit_hive, empty_hive
from etabli_agent.target_disk import Disk

from .loop_disk import command
from .windows_skeleton import FILETIME, windows_disk

ANNA, BOB = "S-1-5-21-1-2-3-1001", "S-1-5-21-1-2-3-1002"
PROFILES = "Microsoft\\Windows NT\\CurrentVersion\\ProfileList"
SHELL = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders"
# Of Anna, by the path below her folder.
FILES = {
    "Desktop/note.txt": b"note",
    "Documents/Lettre é 漢 😀.txt": b"bonjour",
    "Documents/deep/er/plan.txt": b"plan",
    "Documents/[a]*?.txt".replace("*", "x").replace("?", "y"): b"brackets",
    "Documents/empty.bin": b"",
    "Pictures/photo.jpg": bytes(range(256)) * 5000,
    "AppData/Local/Temp/junk": b"junk",
    "AppData/Roaming/Microsoft/Signatures/main.htm": b"<b>Anna</b>",
    "AppData/Roaming/Thunderbird/prefs.js": b"prefs",
    "AppData/Roaming/Thunderbird/Cache/big": b"cached",
}


@contextmanager
def old_windows() -> Iterator[tuple[Disk, list[dict]]]:
    """The disk of a PC with the users Anna (a local account) and Bob.CORP, who was not there for years."""
    with windows_disk() as (disk, partitions):
        with mounted(disk) as root:
            os.makedirs(f"{root}/Windows/System32/config")
            write_software(root, {ANNA: "C:\\Users\\Anna", BOB: "%SystemDrive%\\Users\\Bob.CORP", "S-1-5-18": "C:\\Windows"})
            for path, data in FILES.items():
                write(root, f"Users/Anna/{path}", data)
            write(root, "Users/Bob.CORP/Documents/bob.txt", b"bob")
            write(root, "Users/Public/Documents/public.txt", b"everybody's")
        yield disk, partitions


def write(root: str, path: str, data: bytes) -> str:
    os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
    with open(f"{root}/{path}", "wb") as file:
        file.write(data)
    return f"{root}/{path}"


def write_software(root: str, homes: dict[str, str]) -> None:
    path = f"{root}/Windows/System32/config/SOFTWARE"
    empty_hive(path, FILETIME)
    with edit_hive(path) as hive:
        for sid, home in homes.items():
            hive.set(f"{PROFILES}\\{sid}", "ProfileImagePath", "REG_EXPAND_SZ", home)
            if sid == BOB:  # 2019-07-23
                hive.set(f"{PROFILES}\\{sid}", "LocalProfileLoadTimeHigh", "REG_DWORD", 0x01D54100)
                hive.set(f"{PROFILES}\\{sid}", "LocalProfileLoadTimeLow", "REG_DWORD", 0)


def redirect(root: str, user: str, folders: dict[str, str]) -> None:
    path = f"{root}/Users/{user}/NTUSER.DAT"
    empty_hive(path, FILETIME)
    with edit_hive(path) as hive:
        for name, place in folders.items():
            hive.set(SHELL, name, "REG_EXPAND_SZ", place)


@contextmanager
def mounted(disk: Disk, options: str = "streams_interface=xattr") -> Iterator[str]:
    with tempfile.TemporaryDirectory() as point:
        command("mount", "-t", "ntfs-3g", "-o", options, f"{disk.path}p1", point)
        try:
            yield point
        finally:
            command("umount", point)


@contextmanager
def rest_server() -> Iterator[tuple[str, str]]:
    """(URL of a repository, its folder) at a restic-rest-server of which files can only be added."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command_line = ["restic-rest-server", "--path", folder, "--listen", f"127.0.0.1:{port}", "--no-auth", "--append-only"]
        with subprocess.Popen(command_line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                deadline = time.monotonic() + 20
                while not _answers(port):
                    if time.monotonic() > deadline:
                        raise TimeoutError("restic-rest-server does not listen")
                    time.sleep(0.05)
                yield f"http://127.0.0.1:{port}/pc/", f"{folder}/pc"
            finally:
                server.kill()


@contextmanager
def refusing(url: str, method: str, part: str, status: int) -> Iterator[str]:
    """The URL of the same repository, behind a server that answers requests like this with the status."""
    target = urlsplit(url)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        OWN = ("host", "connection", "content-length", "transfer-encoding")

        def forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            while self.headers.get("Transfer-Encoding") and (size := int(self.rfile.readline(), 16)) >= 0:
                body += self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    break
            if self.command == method and part in self.path:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            connection = http.client.HTTPConnection(target.netloc)
            kept = {name: value for name, value in self.headers.items() if name.lower() not in self.OWN}
            connection.request(self.command, self.path, body, kept)
            answer = connection.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name in ("Content-Type", "Content-Range"):
                if answer.getheader(name) is not None:
                    self.send_header(name, answer.getheader(name))
            length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
            self.send_header("Content-Length", length or "0")
            self.end_headers()
            self.wfile.write(content)
            connection.close()

        do_GET = do_POST = do_DELETE = do_HEAD = forward

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{target.path}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
