"""What wimapply's exit statuses become for the technician."""

import unittest

from etabli_agent.wim_errors import apply_failed


class WimErrorsTest(unittest.TestCase):
    def test_each_status_says_its_cause_and_whether_a_retry_helps(self) -> None:
        cases = [
            (2, "decompression", "permanent", "the data of the image is corrupted", "test the PC's memory"),
            (28, "SHA-1 mismatch", "permanent", "the data of the image is corrupted", "test the PC's memory"),
            (44, "not pipable", "permanent", "the image is not pipable", "etabli master import"),
            (65, "end of file", "permanent", "the image is truncated", "etabli master import"),
            (18, "no image 1", "permanent", "it is not an applicable image", "etabli master import"),
            (46, "No space left on device", "operator", "the volume of Windows is too small", "Enlarge the partition"),
            (72, "No space left on device", "operator", "the volume of Windows is too small", "Enlarge the partition"),
            (46, "Input/output error", "operator", "the disk refuses a read or a write", "Check the disk's health"),
            (46, "Invalid argument", "operator", "the NTFS volume cannot be written", "Check the disk's health"),
            (39, "", "operator", "there is not enough memory", "Add memory"),
            (46, "Cannot allocate memory", "operator", "there is not enough memory", "Add memory"),
            (50, "read", "transient", "the image could not be read", "Retry."),
            (59, "security", "permanent", "NTFS refuses a name, an attribute or a right", "Report it"),
            (-9, "", "transient", "wimapply was ended", "Retry."),
        ]
        for status, said, kind, text, remedy in cases:
            with self.subTest(status=status, said=said):
                error = apply_failed(status, said)
                self.assertEqual(error.kind, kind)
                self.assertIn(text, error.en)
                self.assertIn(f"status {status}", error.en)
                self.assertIn(remedy, error.remedy_en)

    def test_an_unknown_status_is_told_with_what_wimapply_said(self) -> None:
        error = apply_failed(250, "something new")
        self.assertEqual(error.kind, "permanent")
        self.assertIn("wimapply ended with status 250: something new", error.en)


if __name__ == "__main__":
    unittest.main()
