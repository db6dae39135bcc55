"""The way a command speaks: what deployment/agent.ts reads."""

import io
import json
import unittest

from etabli_agent.__main__ import main
from etabli_agent.errors import AgentError
from etabli_agent.report import Report
from etabli_agent.run import run


def lines(stream: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


class Dispatch(unittest.TestCase):
    def ask(self, *arguments: str, given: str = "") -> tuple[int, list[dict]]:
        out = io.StringIO()
        return main(list(arguments), io.StringIO(given), Report(out)), lines(out)

    def test_an_unknown_command_is_said_in_both_languages(self):
        status, said = self.ask("format-everything")
        self.assertEqual(status, 1)
        self.assertEqual(
            said,
            [
                {
                    "error": {
                        "kind": "permanent",
                        "fr": "L'agent ne connaît pas la commande 'format-everything'",
                        "en": "The agent knows no command 'format-everything'",
                    }
                }
            ],
        )

    def test_a_name_is_never_a_path_to_another_module(self):
        for name in ("", "..errors", "commands.disks", "__init__", "Disks", "disks/../x"):
            with self.subTest(name):
                status, said = self.ask(name)
                self.assertEqual((status, said[0]["error"]["kind"]), (1, "permanent"))

    def test_parameters_that_are_no_object_are_refused(self):
        for given in ("[1]", "{", '"text"'):
            with self.subTest(given):
                status, said = self.ask("disks", given=given)
                self.assertEqual(status, 1)
                self.assertIn("are not a JSON object", said[-1]["error"]["en"])


class Progress(unittest.TestCase):
    def setUp(self):
        self.now = 0.0
        self.out = io.StringIO()
        self.report = Report(self.out, interval_seconds=0.5, clock=lambda: self.now)

    def test_is_throttled_but_its_end_always_goes_out(self):
        for moment, done in ((0.0, 1), (0.1, 2), (0.4, 3), (0.6, 4), (0.7, 10)):
            self.now = moment
            self.report.progress(done, 10, "files")
        self.assertEqual([line["progress"]["done"] for line in lines(self.out)], [1, 4, 10])

    def test_a_new_unit_goes_out_at_once(self):
        self.report.progress(1, 10, "bytes")
        self.report.progress(1, 10, "files")
        self.assertEqual([line["progress"]["unit"] for line in lines(self.out)], ["bytes", "files"])

    def test_accents_travel_as_they_are(self):
        self.report.log("Déjà prêt")
        self.assertEqual(self.out.getvalue(), '{"log":"Déjà prêt"}\n')


class Commands(unittest.TestCase):
    def test_a_failure_carries_what_the_command_said(self):
        with self.assertRaises(AgentError) as raised:
            run(["sh", "-c", "echo no space left >&2; exit 3"], kind="transient")
        self.assertEqual(raised.exception.kind, "transient")
        self.assertIn("failed (status 3): no space left", raised.exception.en)

    def test_a_missing_command_is_named(self):
        with self.assertRaises(AgentError) as raised:
            run(["no-such-command-here"])
        self.assertEqual(raised.exception.en, "The command no-such-command-here is missing from the environment")

    def test_a_command_that_hangs_is_stopped(self):
        with self.assertRaises(AgentError) as raised:
            run(["sleep", "30"], timeout_seconds=0.05)
        self.assertEqual(raised.exception.kind, "transient")

    def test_arguments_are_never_read_by_a_shell(self):
        self.assertEqual(run(["printf", "%s", "$(id) `id` ;"]), "$(id) `id` ;")


class Errors(unittest.TestCase):
    def test_a_remedy_is_never_in_one_language_only(self):
        error = AgentError("operator", "cause", "cause", remedy_fr="Branchez le câble").as_json()
        self.assertEqual(error["remedy"], {"fr": "Branchez le câble", "en": "Branchez le câble"})

    def test_an_unknown_kind_is_a_mistake_of_the_programmer(self):
        with self.assertRaises(ValueError):
            AgentError("maybe", "x", "x")


if __name__ == "__main__":
    unittest.main()
