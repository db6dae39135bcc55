"""Runs backup-user-data on an old Windows of its own against a server of a test, for the tests of the server.

Standard input: {url, ticket, password, authority}. Prints the last line, as the agent would.
"""

import functools
import io
import json
import sys
from unittest import mock

from etabli_agent.commands import backup_user_data
from etabli_agent.errors import AgentError
from etabli_agent.report import Report
from etabli_agent.user_data.restic import Repository

from .loop_disk import only_disks
from .user_data_disk import old_windows


def main() -> None:
    given = json.load(sys.stdin)
    trusting = functools.partial(Repository, authority=given["authority"])
    with old_windows() as (disk, _), only_disks(disk), mock.patch.object(backup_user_data, "Repository", trusting):
        order = {"disk": disk.as_json(), "rules": {"profiles": "all"}, "deployment": "0a1b", "roomBytes": 1 << 30}
        order |= {"repositoryUrl": given["url"], "ticket": given["ticket"], "password": given["password"]}
        try:
            print(json.dumps({"result": backup_user_data.run(order, Report(io.StringIO()))}))
        except AgentError as error:
            print(json.dumps({"error": error.as_json()}))


main()
