"""The console's lines, as a technician reads them."""

import unittest

from etabli_agent.screen_layout import amount, clean, drawable, duration, layout, log_line, progress_lines, qr_lines

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
                " 572,2 Mio / 1,1 Gio",
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
        self.assertIn(" 572.2 MiB / 1.1 GiB", lines)

    def test_before_the_hello_this_pc_speaks_for_itself(self):
        status = {"state": "contacting", "fr": "Contact du serveur", "en": "Contacting the server"}
        self.assertEqual(layout({}, status, 0)[4:], [" Contact du serveur", "", " Contacting the server", ""])

    def test_waiting_for_an_order(self):
        self.assertEqual(
            layout({"state": "paused"}, {"state": "ready"}, 0)[4:],
            [" Lot en pause, attendez", " The lot is paused, wait"],
        )
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


WANTED = {
    **STEP,
    "confirmation": {
        "state": "wanted",
        "code": "042917",
        "url": "https://10.77.1.3:8443/confirm/0b5b7e6a-0c5e-4a0e-9a55-5d0f4f0d1c11",
        "qr": ["1" * 37] * 37,
    },
}


class Confirmation(unittest.TestCase):
    maxDiff = None

    def test_the_code_stands_beside_its_qr_code_on_the_smallest_console(self):
        lines = layout(WANTED, {"state": "ready"}, 0, width=80, height=24)
        self.assertEqual(len(lines), 23)
        self.assertTrue(all(len(line) <= 80 for line in lines))
        self.assertEqual(lines[3][:11], "   042 917 ")
        self.assertEqual(lines[2], " " * 38 + "█" * 41)
        text = " ".join(" ".join(line[:38] for line in lines).split())
        self.assertIn("A vous : tapez ce code au tableau", text)
        self.assertIn("https://10.77.1.3:8443/confirm/0b5b7", text)

    def test_the_code_stands_alone_where_the_qr_code_does_not_fit(self):
        narrow = layout(WANTED, None, 0, width=60)
        low = layout(WANTED, None, 0, width=80, height=20)
        for lines in (narrow, low):
            self.assertIn("   042 917", lines)
            self.assertFalse(any("█" in line for line in lines))

    def test_a_qr_code_is_drawn_dark_on_light_with_a_quiet_zone(self):
        self.assertEqual(qr_lines(["10", "01"]), ["██████", "██▄▀██", "██████"])

    def test_what_is_no_qr_code_is_not_drawn(self):
        for rows in (None, [], ["1", "11"], [1], ["10"]):
            with self.subTest(rows):
                self.assertEqual(qr_lines(rows), [])

    def test_two_pcs_that_claim_one_machine_say_so(self):
        lines = layout({**STEP, "confirmation": {"state": "contested"}}, {"state": "ready"}, 0)
        self.assertIn("Deux PC s'annoncent comme celui-ci", " ".join(lines))
        self.assertIn("Two PCs name themselves as this one", " ".join(lines))

    def test_a_session_that_has_ended_says_what_to_do(self):
        lines = layout({"state": "unknown", "confirmation": {"state": "ended"}}, {"state": "ready"}, 0)
        self.assertIn("Redémarrez ce PC par le réseau", " ".join(" ".join(lines).split()))

    def test_the_serial_line_has_the_code(self):
        self.assertEqual(
            log_line(WANTED, None),
            "etabli: confirm this PC with the code 042917 at "
            "https://10.77.1.3:8443/confirm/0b5b7e6a-0c5e-4a0e-9a55-5d0f4f0d1c11",
        )
        self.assertIn("Two PCs", log_line({"confirmation": {"state": "contested"}}, None))


class Words(unittest.TestCase):
    def test_nothing_that_a_terminal_obeys_gets_through(self):
        self.assertEqual(clean("A\x1b[2J\x1b]0;x\x07B\x9bC\u202eD\nE\x00"), "A[2J]0;xBCD E")

    def test_letters_that_the_font_lacks_are_spelt(self):
        self.assertEqual(drawable("À l’œuvre — été Ç █ 你"), "A l'oeuvre - été Ç █ ?")

    def test_bytes_in_both_languages(self):
        self.assertEqual(amount(3 << 29, "bytes", "fr"), "1,5 Gio")
        self.assertEqual(amount(3 << 29, "bytes", "en"), "1.5 GiB")
        self.assertEqual(amount((16 << 30) - 1, "bytes", "fr"), "15,9 Gio")
        self.assertEqual([amount(size, "bytes", "fr") for size in (0, 1023, 1024)], ["0 o", "1023 o", "1 Kio"])
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
