"""A copy of the agent that keeps its jobs in a folder of the test and has one more command, `count`."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import etabli_agent

# count {lines, gate?, fail?}: one line of log each; waits before line 2 until the file `gate` exists.
COUNT = '''
import os, time
from ..errors import AgentError

def run(parameters, report):
    report.log(f"pid {os.getpid()}")
    for number in range(1, parameters["lines"]):
        while number == 1 and parameters.get("gate") and not os.path.exists(parameters["gate"]):
            time.sleep(0.02)
        report.log(f"line {number}")
    if parameters.get("fail"):
        raise AgentError("transient", "raté", "failed")
    return {"counted": parameters["lines"]}
'''


class JobAgent:
    """`etabli-agent job` in a process of its own each time."""

    def __init__(self, folder: str):
        self.folder = Path(folder)
        self.mark = f"test-{self.folder.name}"
        package = self.folder / "lib" / "etabli_agent"
        shutil.copytree(Path(etabli_agent.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
        session = package / "session.py"
        session.write_text(session.read_text("utf-8").replace('"/run/etabli"', f'"{self.folder}/run"'), "utf-8")
        (package / "commands" / "count.py").write_text(COUNT, "utf-8")
        self.gate = self.folder / "gate"
        self.environment = os.environ | {"PYTHONPATH": str(self.folder / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}

    def hear(self, state: str) -> None:
        """What the screen service does when the server says that the deployment is in this state."""
        code = f"from etabli_agent.commands.screen import end_what_is_over; end_what_is_over({{'state': {state!r}}})"
        subprocess.run([sys.executable, "-c", code], cwd=self.folder, env=self.environment, check=True, timeout=60)

    def start(self, name: str = "a", first: int = 0, **parameters: object) -> subprocess.Popen:
        order = {"name": name, "command": "count", "exclusive": self.mark, "from": first, "parameters": parameters}
        process = subprocess.Popen(
            [sys.executable, "-m", "etabli_agent", "job"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        process.stdin.write(json.dumps(order))
        process.stdin.close()
        process.stdin = None
        return process

    def run(self, name: str = "a", first: int = 0, **parameters: object) -> tuple[int, list[dict]]:
        process = self.start(name, first, **parameters)
        out, _ = process.communicate(timeout=60)
        return process.returncode, [json.loads(line) for line in out.splitlines()]


def pid_of(process: subprocess.Popen) -> int:
    """The job's own process, from its first line."""
    return int(json.loads(process.stdout.readline())["log"].split()[1])


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def gone(pid: int, within_seconds: float = 30) -> bool:
    end = time.monotonic() + within_seconds
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)
