"""Runs commands by pywinrm: a JSON object on stdin, a JSON list of what came out on stdout."""

import base64
import json
import sys

from winrm.protocol import Protocol


def run(protocol, job):
    shell = protocol.open_shell(codepage=65001, env_vars=job.get("environment"))
    try:
        command = protocol.run_command(shell, job["command"])
        if "input" in job:
            protocol.send_command_input(shell, command, base64.b64decode(job["input"]), end=True)
        out, err, code = protocol.get_command_output(shell, command)
        protocol.cleanup_command(shell, command)
    finally:
        protocol.close_shell(shell, close_session=False)
    return {"stdout": encoded(out), "stderr": encoded(err), "exitCode": code}


def encoded(data):
    return base64.b64encode(data).decode("ascii")


def main():
    order = json.load(sys.stdin)
    protocol = Protocol(
        endpoint=order["endpoint"],
        transport=order["transport"],
        username=order["user"],
        password=order["password"],
        ca_trust_path=order["authority"],
        operation_timeout_sec=order["operationTimeout"],
        read_timeout_sec=order["operationTimeout"] + 30,
        proxy=None,
    )
    try:
        answer = {"results": [run(protocol, job) for job in order["jobs"]]}
    except Exception as error:  # what a person at a terminal would see
        answer = {"error": type(error).__name__, "text": str(error), "code": getattr(error, "wsman_fault_code", None)}
    json.dump(answer, sys.stdout)


main()
