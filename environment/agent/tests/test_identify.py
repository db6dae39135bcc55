"""`identify`: what a person who looks for this PC sees, and that it ends."""

import os
import subprocess
import sys
import tempfile
import time
import unittest
import warnings
from pathlib import Path
from unittest import mock

from etabli_agent import blinking, identification
from etabli_agent.big_letters import big, big_screen
from etabli_agent.commands import identify
from etabli_agent.errors import AgentError
from etabli_agent.marked_processes import VARIABLE
from etabli_agent.report import Report
from etabli_agent.session import Session


class BigLettersTest(unittest.TestCase):
    def test_a_number_fills_the_console(self) -> None:
        self.assertEqual(
            big("7", 11, 7),
            ["██████████", "        ██", "      ██", "    ██", "    ██", "  ██", "  ██"],
        )
        lines = big("7", 79, 23)
        self.assertEqual((len(lines), max(map(len, lines))), (21, 30))

    def test_a_long_name_is_smaller_and_at_last_plain(self) -> None:
        self.assertEqual(len(big("PC-042", 79, 23)), 14)
        self.assertEqual(max(map(len, big("PC-042", 79, 23))), 70)
        self.assertEqual(len(big("PC-COMPTA-12", 79, 23)), 7)
        self.assertEqual(big("SALLE-DES-MARIAGES-12", 79, 23), ["SALLE-DES-MARIAGES-12"])
        self.assertEqual(big("x" * 300, 79, 23), ["x" * 79])

    def test_hostile_text_is_drawn_as_text(self) -> None:
        for text in ("", "\033[2J", "é€\u202eœ", "日本", "\n\n", "%s{}"):
            for line in big(text, 79, 23):
                self.assertNotIn("\033", line)
                self.assertLessEqual(len(line), 79)

    def test_the_whole_screen_fits_whatever_is_asked(self) -> None:
        for lines in ([], ["7"], ["7", "PC-042", "SN0001"], ["x" * 500] * 3, ["A1", "", "é"]):
            for width, height in ((80, 24), (40, 10), (240, 67), (1, 1)):
                screen = big_screen(lines, "note", width, height)
                self.assertLessEqual(len(screen), height)
                self.assertLessEqual(max(map(len, screen), default=0), width)

    def test_number_name_and_serial_are_on_it(self) -> None:
        screen = big_screen(["7", "PC-042", "SALLE-DES-MARIAGES-12-SN0001"], "Ce PC est recherché", 80, 24)
        self.assertIn(" SALLE-DES-MARIAGES-12-SN0001", screen)
        self.assertEqual(screen[-1], " Ce PC est recherché")
        self.assertGreater(sum("█" in line for line in screen), 13)


class IdentificationTest(unittest.TestCase):
    def setUp(self) -> None:
        self.session = Session(Path(self.enterContext(tempfile.TemporaryDirectory())))

    def test_holds_for_a_minute_at_most_and_ends_by_itself(self) -> None:
        identification.begin(self.session, ["7"], 10_000)
        self.assertLessEqual(identification.current(self.session).seconds_left, 60)
        later = time.monotonic() + 61
        with mock.patch.object(identification.time, "monotonic", lambda: later):
            self.assertIsNone(identification.current(self.session))

    def test_is_replaced_and_ended_by_a_later_order(self) -> None:
        identification.begin(self.session, ["7"], 60)
        identification.begin(self.session, ["8"], 60)
        self.assertEqual(identification.current(self.session).lines, ("8",))
        identification.begin(self.session, [], 0)
        self.assertIsNone(identification.current(self.session))

    def test_garbage_in_the_file_is_no_order(self) -> None:
        for text in ("", "x", "[]", "null", "{}", '{"lines":7,"until":1}', '{"lines":[],"until":"x"}', '{"lines":[],"until":1e300}'):
            self.session.write(identification.FILE, text)
            self.assertIsNone(identification.current(self.session), text)


class BlinkingTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def light(self, name: str, value: str) -> Path:
        light = self.folder / name
        light.mkdir()
        (light / "brightness").write_text(value, "ascii")
        return light

    def test_only_lights_of_keyboards_blink_and_are_left_as_they_were(self) -> None:
        caps, disk = self.light("input3::capslock", "1\n"), self.light("nvme0::disk", "0\n")
        self.assertEqual(blinking.keyboard_lights(self.folder), [caps])
        seen, rounds = [], iter([True, True, True, False])

        def sleep(_: float) -> None:
            seen.append((caps / "brightness").read_text())

        with mock.patch.object(blinking.time, "sleep", sleep):
            blinking.blink_lights([caps], lambda: next(rounds))
        self.assertEqual(seen, ["1", "0", "1"])
        self.assertEqual((caps / "brightness").read_text(), "1")
        self.assertEqual((disk / "brightness").read_text(), "0\n")

    def test_a_keyboard_that_is_unplugged_meanwhile_harms_nothing(self) -> None:
        rounds = iter([True, False])
        with mock.patch.object(blinking.time, "sleep", lambda _: None):
            blinking.blink_lights([self.folder / "gone"], lambda: next(rounds))

    def test_only_cards_with_a_device_and_a_cable(self) -> None:
        for name, parts in (("eth0", ["device"]), ("lo", []), ("wlan0", ["device", "wireless"])):
            for part in parts or [""]:
                (self.folder / name / part).mkdir(parents=True, exist_ok=True)
        self.assertEqual(blinking.wired_cards(self.folder), ["eth0"])
        self.assertEqual(blinking.wired_cards(self.folder / "missing"), [])


class IdentifyTest(unittest.TestCase):
    """The command as the server runs it, with an `ethtool` that only one card obeys."""

    def setUp(self) -> None:
        # What blinks is meant to outlive the command.
        self.enterContext(warnings.catch_warnings())
        warnings.simplefilter("ignore", ResourceWarning)
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.session = Session(folder / "run")
        self.lights = folder / "leds"
        (self.lights / "input3::numlock").mkdir(parents=True)
        self.light = self.lights / "input3::numlock" / "brightness"
        self.light.write_text("0", "ascii")
        tool = folder / "bin" / "ethtool"
        tool.parent.mkdir()
        tool.write_text('#!/bin/sh\n[ "$2" = eth0 ] || exit 1\nexec sleep "$3"\n', "ascii")
        tool.chmod(0o755)
        # What blinks is a process of its own, which knows neither the test's session nor its lights.
        starter = mock.patch.object(identify, "_leave_blinking", self.start_blinker)
        patches = (
            mock.patch.dict(os.environ, {"PATH": f"{tool.parent}:{os.environ['PATH']}"}),
            mock.patch.object(identify, "Session", lambda: self.session),
            mock.patch.object(identify, "keyboard_lights", lambda: [self.light.parent]),
            mock.patch.object(identify, "wired_cards", lambda: ["eth0", "eth1"]),
            mock.patch.object(identify, "MARK", f"test-{os.getpid()}-{time.monotonic_ns()}"),
            starter,
        )
        for patch in patches:
            self.enterContext(patch)
        self.enterContext(mock.patch.object(blinking, "MARK", identify.MARK))
        self.blinkers: list[subprocess.Popen] = []
        self.addCleanup(self.end)

    def start_blinker(self) -> None:
        program = (
            "from pathlib import Path\n"
            "from etabli_agent.commands import identify\n"
            "from etabli_agent.session import Session\n"
            f"identify.Session = lambda: Session(Path({str(self.session.folder)!r}))\n"
            f"identify.keyboard_lights = lambda: [Path({str(self.light.parent)!r})]\n"
            f"identify.MARK = {identify.MARK!r}\n"
            "identify.run({}, None)\n"
        )
        self.blinkers.append(blinking.detached([sys.executable, "-c", program]))

    def end(self) -> None:
        identify.run({"seconds": 0}, Report())
        for process in self.blinkers:
            process.wait(timeout=20)

    def await_light(self, value: str) -> None:
        end = time.monotonic() + 20
        while self.light.read_text("ascii") != value:
            self.assertLess(time.monotonic(), end, f"the light did not become {value}")
            time.sleep(0.02)

    def test_answers_what_blinks_and_goes_on_by_itself(self) -> None:
        answer = identify.run({"lines": ["7", "PC-042"], "seconds": 60}, Report())
        self.assertEqual(answer, {"seconds": 60, "lights": 1, "cards": ["eth0"]})
        self.assertEqual(identification.current(self.session).lines, ("7", "PC-042"))
        self.await_light("1")

    def test_is_ended_by_a_later_order_with_the_light_as_it_was(self) -> None:
        identify.run({"lines": ["7"]}, Report())
        self.await_light("1")
        self.assertEqual(identify.run({"seconds": 0}, Report()), {"seconds": 0, "lights": 0, "cards": []})
        self.blinkers[0].wait(timeout=20)
        self.assertEqual(self.light.read_text("ascii"), "0")
        self.assertIsNone(identification.current(self.session))

    def test_refuses_a_time_that_is_none(self) -> None:
        for seconds in (-1, 61, "60", True, None, 1.5):
            with self.assertRaises(AgentError, msg=repr(seconds)):
                identify.run({"lines": ["7"], "seconds": seconds}, Report())

    def test_bears_no_mark_of_a_step_so_that_neither_ends_the_other(self) -> None:
        identify.run({"lines": ["7"]}, Report())
        environment = Path(f"/proc/{self.blinkers[0].pid}/environ").read_bytes().split(b"\0")
        self.assertIn(f"{VARIABLE}={identify.MARK}".encode(), environment)
        self.assertNotEqual(blinking.MARK, "etabli-step")


if __name__ == "__main__":
    unittest.main()
