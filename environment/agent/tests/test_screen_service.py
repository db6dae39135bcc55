"""What the screen service does with the server's word, besides drawing it."""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from etabli_agent import identification
from etabli_agent.commands import screen
from etabli_agent.marked_processes import end_marked
from etabli_agent.report import Report
from etabli_agent.server import Answer
from etabli_agent.session import Session

from .job_agent import JobAgent, gone, is_alive, pid_of


class Told(Exception):
    """The server of the test has nothing more to say."""


def answered(state: str, status: int = 200) -> Answer:
    return Answer(status, {"state": state}, None, None)


class ScreenServiceTest(unittest.TestCase):
    def setUp(self) -> None:
        self.session = Session(Path(self.enterContext(tempfile.TemporaryDirectory())))
        self.session.save({"server": "https://10.0.0.1:8443", "session": "s", "screenIntervalSeconds": 3})

    def ended_at(self, *answers: Answer | OSError) -> list[int]:
        """Runs the service, a second a round; after which of the server's answers it ended the work of this PC."""
        told, ended = iter(answers), []
        self.drawn: list[str] = []
        asked = mock.Mock(side_effect=lambda *_: self.next_of(told))
        console = mock.Mock(size=lambda: (80, 25), draw=lambda lines, whole: self.drawn.append("\n".join(lines)))
        clock = iter(range(1_000_000))
        with mock.patch.multiple(
            screen,
            boot_parameters=dict,
            Session=lambda: self.session,
            Console=lambda: console,
            Server=lambda *_, **__: mock.Mock(request=asked),
            tls_context=mock.Mock(),
            quieten_kernel=mock.Mock(),
            log_to_serial=mock.Mock(),
            end_all=lambda: ended.append(asked.call_count),
            time=mock.Mock(monotonic=lambda: next(clock), sleep=mock.Mock()),
        ):
            with self.assertRaises(Told):
                screen.run({}, Report())
        return ended

    @staticmethod
    def next_of(told: object) -> Answer:
        try:
            answer = next(told)
        except StopIteration:
            raise Told from None
        if isinstance(answer, OSError):
            raise answer
        return answer

    def test_ends_the_work_of_a_deployment_that_was_cancelled_or_failed(self) -> None:
        self.assertEqual(self.ended_at(answered("running"), answered("cancelled")), [2])
        self.assertEqual(self.ended_at(answered("waiting"), answered("failed"), answered("failed")), [2, 3])

    def test_ends_nothing_on_an_old_word(self) -> None:
        """A deployment that is retried has work again before the next answer says so."""
        self.assertEqual(self.ended_at(answered("failed"), OSError("no route"), answered("", 503)), [1])
        self.assertEqual(self.ended_at(answered("failed"), answered("", 403), answered("running")), [1])


    def test_shows_huge_letters_while_somebody_looks_for_this_pc_and_the_deployment_after_that(self) -> None:
        identification.begin(self.session, ["7"], 60)
        self.ended_at(answered("running"))
        self.assertTrue(self.drawn)
        for screen_of_pc in self.drawn:
            self.assertIn("██████████", screen_of_pc)
            self.assertIn("Ce PC est recherché", screen_of_pc)
        identification.begin(self.session, [], 0)
        self.ended_at(answered("running"))
        self.assertIn(" En cours", self.drawn[-1])
        self.assertNotIn("recherché", self.drawn[-1])


class EndWhatIsOverTest(unittest.TestCase):
    def test_the_work_itself_ends(self) -> None:
        agent = JobAgent(self.enterContext(tempfile.TemporaryDirectory()))
        self.addCleanup(end_marked, agent.mark)
        listener = agent.start(lines=3, gate=str(agent.gate))
        pid = pid_of(listener)
        listener.kill()
        listener.communicate()
        agent.hear("running")
        self.assertTrue(is_alive(pid))
        agent.hear("cancelled")
        self.assertTrue(gone(pid))
