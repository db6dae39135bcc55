"""The pipe to wimapply, in a process like the agent's own."""

import subprocess
import sys
import unittest
from pathlib import Path

AGENT = Path(__file__).parents[1]
# The agent ends at a broken pipe: see __main__.
PROGRAM = """
import io, signal, sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
from etabli_agent.report import Report
from etabli_agent.wim_writer import WimWriter

writer = WimWriter("/dev/null", Report(io.StringIO()))
while writer.feed(bytes(1 << 20)):
    pass
status, said = writer.end()
print(status != 0, "ERROR" in said, signal.getsignal(signal.SIGPIPE) == signal.SIG_DFL)
"""


class WimWriterTest(unittest.TestCase):
    def test_wimapply_that_ends_before_the_image_does_not_end_the_agent(self) -> None:
        command = [sys.executable, "-c", PROGRAM]
        done = subprocess.run(command, cwd=AGENT, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "True True True\n", ""))
