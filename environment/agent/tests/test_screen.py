"""The console's lines, as a technician reads them."""

import unittest

from etabli_agent.screen_layout import amount, clean, drawable, duration, layout, log_line, progress_lines

RULE = " " + "─" * 58
STEP = {
    "hostname": "PC-ACCUEIL-07",
    "lot": "Mairie de Sézanne",
    "state": "running",
    "position": 5,
    "count": 16,
    "step": {"name": "apply-master", "title": {"fr": "Pose du master", "en": "Applying the master"}},
    "progress": {"done": 600_000_000, "total": 1_200_000_000, "unit": "bytes"},
}


class Layout(unittest.TestCase):
    maxDiff = None

    def test_a_step_under_way(self):
        self.assertEqual(
            layout(STEP, {"state": "ready"}, 65, width=60),
            [
                "",
                " ÉTABLI                                       PC-ACCUEIL-07",
                RULE,
                "",
                " Lot : Mairie de Sézanne",
                "",
                " Étape 5/16 : Pose du master",
                " Step 5/16 : Applying the master",
                "",
                " [" + "█" * 24 + "░" * 24 + "]  50 %",
                " 600,00 Mo / 1,20 Go",
                " depuis 01:05",
                "",
            ],
        )

    def test_a_failure_says_the_cause_and_what_to_do_in_french_then_in_english(self):
        failure = {
            "step": "apply-master",
            "cause": {"fr": "Empreinte différente", "en": "Another digest"},
            "remedy": {"fr": "Vérifiez le master", "en": "Check the master"},
        }
        lines = layout({"state": "failed", "failure": failure}, {"state": "ready"}, 0, width=60)
        self.assertEqual(
            lines[4:],
            [
                " Empreinte différente",
                " Que faire : Vérifiez le master",
                "",
                " Another digest",
                " What to do : Check the master",
                "",
            ],
        )

    def test_english_comes_first_where_the_server_wishes_it(self):
        lines = layout(STEP, None, 0, width=60, language="en")
        self.assertEqual(lines[6:8], [" Step 5/16 : Applying the master", " Étape 5/16 : Pose du master"])
        self.assertIn(" 600.00 MB / 1.20 GB", lines)

    def test_before_the_hello_this_pc_speaks_for_itself(self):
        status = {"state": "contacting", "fr": "Contact du serveur", "en": "Contacting the server"}
        self.assertEqual(layout({}, status, 0)[4:], [" Contact du serveur", "", " Contacting the server", ""])

    def test_waiting_for_an_order(self):
        self.assertEqual(layout({}, {"state": "ready"}, 0)[4:], [" En attente d'un ordre", " Waiting for an order"])

    def test_a_lost_server_is_said(self):
        self.assertEqual(
            layout(STEP, {"state": "ready"}, 0, lost=True)[-1],
            " Le serveur ne répond plus / The server does not answer",
        )

    def test_no_line_is_wider_than_the_screen(self):
        long = {**STEP, "hostname": "H" * 200, "lot": "L" * 200, "step": {"name": "x", "title": "T" * 500}}
        self.assertTrue(all(len(line) <= 80 for line in layout(long, None, 0)))

    def test_odd_answers_draw_something(self):
        for screen in ({"step": {}}, {"step": {"name": None}, "progress": []}, {"progress": {"total": "x"}}, {"state": 3}):
            with self.subTest(screen):
                self.assertTrue(layout(screen, None, 0))


class Words(unittest.TestCase):
    def test_nothing_that_a_terminal_obeys_gets_through(self):
        self.assertEqual(clean("A\x1b[2J\x1b]0;x\x07B\x9bC\u202eD\nE\x00"), "A[2J]0;xBCD E")

    def test_letters_that_the_font_lacks_are_spelt(self):
        self.assertEqual(drawable("À l’œuvre — été Ç █ 你"), "A l'oeuvre - été Ç █ ?")

    def test_bytes_in_both_languages(self):
        self.assertEqual(amount(1_234_000_000, "bytes", "fr"), "1,23 Go")
        self.assertEqual(amount(1_234_000_000, "bytes", "en"), "1.23 GB")
        self.assertEqual(amount(12, "files", "fr"), "12 fichiers")

    def test_durations(self):
        self.assertEqual([duration(5), duration(65), duration(3725), duration(-3)], ["00:05", "01:05", "1:02:05", "00:00"])

    def test_a_bar_never_overflows(self):
        over = progress_lines({"done": 30, "total": 10, "unit": "files"}, 40, "fr")[0]
        self.assertEqual(over, " [" + "█" * 28 + "] 100 %")
        self.assertEqual(progress_lines({"done": 0, "total": 0, "unit": "files"}, 40, "fr"), [])

    def test_the_serial_line_changes_only_with_the_step(self):
        other = {**STEP, "progress": {"done": 7, "total": 9, "unit": "bytes"}}
        self.assertEqual(log_line(STEP, None), "etabli: step 5/16 apply-master")
        self.assertEqual(log_line(STEP, None), log_line(other, None))


if __name__ == "__main__":
    unittest.main()
