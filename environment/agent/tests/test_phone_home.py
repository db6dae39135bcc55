"""The hello, against a real TLS server: who is believed, what is kept, what is told on the screen."""

import http.server
import json
import os
import ssl
import stat
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from etabli_agent.boot_parameters import boot_parameters, required
from etabli_agent.clock import set_clock
from etabli_agent.commands.phone_home import wait_for_devices
from etabli_agent.errors import AgentError
from etabli_agent.hello import Refused, say_hello
from etabli_agent.server import Server, tls_context
from etabli_agent.session import Session

WELCOME = {
    "protocol": 1,
    "session": "secret-of-the-session",
    "nonce": "n" * 43,
    "challenge": None,
    "authorizedKey": "ssh-ed25519 AAAAkey etabli",
    "screenIntervalSeconds": 3,
}


def openssl(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


def make_authority(folder: Path, name: str) -> None:
    """An authority and a certificate for 127.0.0.1 that ended in 2001."""
    openssl(
        folder, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "3650", "-subj", f"/CN={name}",
        "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    openssl(
        folder, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", f"{name}-server.key", "-out", f"{name}-server.csr", "-subj", "/CN=server",
    )  # fmt: skip
    (folder / "san").write_text("subjectAltName=IP:127.0.0.1\n")
    (folder / "index").write_text("")
    (folder / "ca.cnf").write_text(
        f"[ca]\ndefault_ca=d\n[d]\ndatabase=index\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\npolicy=p\n"
        f"certificate={name}.pem\nprivate_key={name}.key\n[p]\ncommonName=supplied\n"
    )
    # `x509 -req` can set these dates from OpenSSL 3.4 on only.
    openssl(
        folder, "ca", "-batch", "-config", "ca.cnf", "-notext", "-extfile", "san",
        "-in", f"{name}-server.csr", "-out", f"{name}-server.pem",
        "-startdate", "20000101000000Z", "-enddate", "20010101000000Z",
    )  # fmt: skip


class TlsServer:
    """Answers each request with the next of `answers`; keeps what was asked."""

    def __init__(self, folder: Path, name: str, answers: list[tuple[int, dict]]):
        self.asked: list[dict] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append({"path": self.path, "bearer": self.headers["Authorization"], "body": body})
                status, answer = answers.pop(0)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        self.http = Quiet(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / f"{name}-server.pem", folder / f"{name}-server.key")
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self.http.server_address[1]}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


class GaveUp(Exception):
    pass


class Hello(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.keys = Path(folder.name)
        make_authority(cls.keys, "ours")
        make_authority(cls.keys, "theirs")

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.session = Session(Path(folder.name) / "run")
        self.waits: list[float] = []

    def hello(self, answers: list, certified_by: str = "ours", patience: int = 5) -> dict:
        self.server = TlsServer(self.keys, certified_by, answers)
        self.addCleanup(self.server.close)

        def wait(seconds: float) -> None:
            self.waits.append(seconds)
            if len(self.waits) >= patience:
                raise GaveUp

        server = Server(self.server.url, tls_context(str(self.keys / "ours.pem")))
        return say_hello(server, "the-ticket", self.session, Path("/nowhere"), wait)

    def test_gives_the_ticket_the_host_key_and_a_nonce_and_keeps_the_session(self):
        self.assertEqual(self.hello([(200, WELCOME)])["session"], "secret-of-the-session")
        asked = self.server.asked[0]
        self.assertEqual((asked["path"], asked["bearer"]), ("/phone-home/hello", "Bearer the-ticket"))
        self.assertEqual(
            sorted(asked["body"]), ["address", "hostKey", "identity", "kernel", "nonce", "protocol"]
        )
        self.assertRegex(asked["body"]["hostKey"], r"^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}$")
        self.assertRegex(asked["body"]["nonce"], r"^[A-Za-z0-9_-]{43}$")
        self.assertEqual(asked["body"]["identity"], {"macs": []})
        self.assertEqual(asked["body"]["address"], "127.0.0.1")
        self.assertEqual(
            (self.session.folder / "authorized_keys").read_text(), "ssh-ed25519 AAAAkey etabli\n"
        )
        self.assertEqual(self.session.load()["screenIntervalSeconds"], 3)

    def test_secrets_are_for_root_only(self):
        self.hello([(200, WELCOME)])
        for name in ("session.json", "authorized_keys", "ssh_host_ed25519_key"):
            with self.subTest(name):
                self.assertEqual(stat.S_IMODE((self.session.folder / name).stat().st_mode), 0o600)

    def test_a_certificate_out_of_date_is_believed_for_clocks_lie(self):
        strict = ssl.create_default_context(cafile=str(self.keys / "ours.pem"))
        self.hello([(200, WELCOME), (200, WELCOME)])
        with self.assertRaisesRegex(ssl.SSLCertVerificationError, "expired"):
            Server(self.server.url, strict).request("POST", "/", "x", {})
        self.assertEqual(len(self.server.asked), 1)

    def test_another_authority_is_not_believed_and_gets_nothing(self):
        with self.assertRaises(GaveUp):
            self.hello([(200, WELCOME)], certified_by="theirs", patience=2)
        self.assertEqual(self.server.asked, [])
        self.assertIsNone(self.session.load())
        shown = self.session.status()
        self.assertEqual(shown["state"], "failed")
        self.assertIn("n'a pas prouvé", shown["fr"])
        self.assertIn("did not prove", shown["en"])

    def test_a_certificate_for_another_name_is_not_believed(self):
        self.server = TlsServer(self.keys, "ours", [(200, WELCOME)])
        self.addCleanup(self.server.close)
        url = self.server.url.replace("127.0.0.1", "localhost")
        with self.assertRaises(ssl.SSLCertVerificationError):
            Server(url, tls_context(str(self.keys / "ours.pem"))).request("POST", "/", "x", {})
        self.assertEqual(self.server.asked, [])

    def test_a_refused_ticket_is_not_asked_again(self):
        problem = {"title": "Interdit", "detail": "ce ticket a déjà servi"}
        with self.assertRaises(Refused) as raised:
            self.hello([(403, problem)])
        self.assertEqual(len(self.server.asked), 1)
        error = raised.exception.as_json()
        self.assertEqual(error["fr"], "Le serveur Établi a refusé ce PC : ce ticket a déjà servi")
        self.assertEqual(error["en"], "The Établi server refused this PC (status 403)")
        self.assertIn("restarts from the network", error["remedy"]["en"])

    def test_a_server_in_trouble_is_asked_again_with_growing_pauses(self):
        self.hello([(503, {}), (500, {}), (429, {}), (200, WELCOME)])
        self.assertEqual(len(self.server.asked), 4)
        self.assertEqual(len(self.waits), 3)
        self.assertTrue(self.waits[0] < self.waits[1] < self.waits[2])
        self.assertIn("429", self.session.status()["fr"])

    def test_a_challenge_that_it_cannot_answer_stops_it(self):
        with self.assertRaises(AgentError) as raised:
            self.hello([(200, {**WELCOME, "challenge": {"quote": "x"}})])
        self.assertIn("newer environment", raised.exception.en)
        self.assertIsNone(self.session.load())

    def test_only_one_key_is_ever_let_in(self):
        with self.assertRaises(AgentError):
            self.hello([(200, {**WELCOME, "authorizedKey": "ssh-ed25519 A\nssh-ed25519 B"})])
        self.assertFalse((self.session.folder / "authorized_keys").exists())


class CommandLine(unittest.TestCase):
    def read(self, text: str) -> dict:
        with tempfile.NamedTemporaryFile("w", delete_on_close=False) as file:
            file.write(text)
            file.close()
            return boot_parameters(file.name)

    def test_only_our_words_and_the_last_one_wins(self):
        self.assertEqual(
            self.read("BOOT_IMAGE=/env/vmlinuz console=tty0 etabli.server=https://a:1 etabli.ticket=a=b== etabli.server=https://b:2\n"),
            {"server": "https://b:2", "ticket": "a=b=="},
        )

    def test_a_pc_that_another_server_booted_says_so(self):
        with self.assertRaises(AgentError) as raised:
            required(self.read("quiet"), "server")
        self.assertEqual(raised.exception.en, "The kernel's command line lacks etabli.server")

    def test_the_server_is_reached_over_tls_or_not_at_all(self):
        with self.assertRaises(ValueError):
            Server("http://10.0.0.1:8080", ssl.create_default_context())


class Clock(unittest.TestCase):
    def test_is_set_when_it_is_off(self):
        told = []
        off = set_clock("Tue, 24 Nov 2026 13:37:03 GMT", now=lambda: 1262304000.0, set_time=told.append)
        self.assertEqual((told, off), ([1795527423.0], 533223423.0))

    def test_is_left_alone_when_it_is_right_or_when_nobody_tells(self):
        told = []
        for date in ("Tue, 24 Nov 2026 13:37:03 GMT", None, "soon"):
            self.assertIsNone(set_clock(date, now=lambda: 1795527424.5, set_time=told.append))
        self.assertEqual(told, [])


class Devices(unittest.TestCase):
    def test_waits_for_the_disk_that_comes_late(self):
        with tempfile.TemporaryDirectory() as folder:
            moment = [0.0]

            def wait(seconds: float) -> None:
                moment[0] += seconds
                if moment[0] == 1.0:
                    os.makedirs(f"{folder}/block/sdb")

            wait_for_devices(Path(folder), clock=lambda: moment[0], wait=wait)
            self.assertEqual(moment[0], 2.5)

    def test_does_not_wait_for_ever(self):
        with tempfile.TemporaryDirectory() as folder:
            moment = [0.0]

            def wait(seconds: float) -> None:
                moment[0] += seconds
                os.makedirs(f"{folder}/block/sd{moment[0]}")

            wait_for_devices(Path(folder), clock=lambda: moment[0], wait=wait)
            self.assertEqual(moment[0], 15)


if __name__ == "__main__":
    unittest.main()
