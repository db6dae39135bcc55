"""Work that goes on by itself when whoever listened to it has gone."""

import os
import signal
import tempfile
import unittest

from etabli_agent.marked_processes import end_marked

from .job_agent import JobAgent, gone, is_alive, pid_of

WHOLE = [{"log": "line 1"}, {"log": "line 2"}, {"result": {"counted": 3}}]


class JobTest(unittest.TestCase):
    def setUp(self) -> None:
        self.agent = JobAgent(self.enterContext(tempfile.TemporaryDirectory()))
        self.addCleanup(end_marked, self.agent.mark)

    def begun(self, name: str = "a", **more: object) -> int:
        """A job that stands before its second line, and nobody listens to any more."""
        listener = self.agent.start(name, lines=3, gate=str(self.agent.gate), **more)
        pid = pid_of(listener)
        listener.kill()
        listener.communicate()
        return pid

    def test_is_heard_to_its_end_like_the_command_itself(self) -> None:
        status, said = self.agent.run(lines=3)
        self.assertEqual((status, said[1:]), (0, WHOLE))

    def test_goes_on_without_a_listener_and_is_heard_from_the_line_that_is_asked_for(self) -> None:
        pid = self.begun()
        self.assertTrue(is_alive(pid))
        self.agent.gate.touch()
        self.assertEqual(self.agent.run(first=1, lines=3, gate=str(self.agent.gate)), (0, WHOLE))
        self.assertEqual(self.agent.run(first=2, lines=3, gate=str(self.agent.gate)), (0, WHOLE[1:]))

    def test_is_found_again_from_the_beginning_as_well(self) -> None:
        pid = self.begun()
        self.agent.gate.touch()
        status, said = self.agent.run(lines=3)
        self.assertEqual((status, said), (0, [{"log": f"pid {pid}"}, *WHOLE]))

    def test_another_one_never_runs_beside_it(self) -> None:
        pid = self.begun()
        status, said = self.agent.run("b", lines=3)
        self.assertEqual((status, said[1:]), (0, WHOLE))
        self.assertFalse(is_alive(pid))
        status, said = self.agent.run("a", first=1, lines=3)
        self.assertEqual((status, said[0]["error"]["en"]), (1, "The PC has restarted in the middle of this work"))

    def test_ends_what_else_bears_its_name_before_it_begins(self) -> None:
        pid = self.begun("script")
        self.assertEqual(self.agent.run("c", lines=1)[1][1:], [{"result": {"counted": 1}}])
        self.assertFalse(is_alive(pid))

    def test_a_failure_is_told_to_its_listeners_and_run_again_for_who_comes_later(self) -> None:
        self.agent.gate.touch()
        pid = self.begun(fail=True)
        self.assertTrue(gone(pid))
        failed = {"error": {"kind": "transient", "fr": "raté", "en": "failed"}}
        self.assertEqual(self.agent.run(first=3, lines=3, fail=True), (1, [failed]))
        status, said = self.agent.run(lines=3)
        self.assertEqual((status, said[1:]), (0, WHOLE))

    def test_one_that_was_killed_has_no_last_word_and_is_begun_again(self) -> None:
        pid = self.begun()
        os.kill(pid, signal.SIGKILL)
        self.assertTrue(gone(pid))
        self.assertEqual(self.agent.run(first=1, lines=3), (137, []))
        status, said = self.agent.run(lines=3)
        self.assertEqual((status, said[1:]), (0, WHOLE))

    def test_keeps_no_parameter_where_others_could_read_it(self) -> None:
        self.begun(ticket="secret-ticket")
        kept = [path for path in (self.agent.folder / "run").rglob("*") if path.is_file()]
        self.assertEqual([path.name for path in kept if "secret-ticket" in path.read_text("utf-8")], [])
        self.assertEqual((self.agent.folder / "run" / "jobs").stat().st_mode & 0o777, 0o700)

    def test_a_name_is_never_a_path(self) -> None:
        for name in ("../x", "", "A", "a/b"):
            with self.subTest(name):
                status, said = self.agent.run(name, lines=1)
                self.assertEqual((status, said[0]["error"]["kind"]), (1, "permanent"))
