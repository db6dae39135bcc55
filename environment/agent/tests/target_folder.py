"""Puts /target in a folder of the test, in every module that names it."""

import sys
from unittest import TestCase, mock

from etabli_agent import target_disk


def target_in(test: TestCase, target: str) -> None:
    for name, module in list(sys.modules.items()):
        if name.startswith("etabli_agent") and hasattr(module, "TARGET"):
            test.enterContext(mock.patch.object(module, "TARGET", target))
    for name in ("mount_target", "release"):
        function = getattr(target_disk, name)
        defaults = function.__defaults__
        function.__defaults__ = (target,)
        test.addCleanup(setattr, function, "__defaults__", defaults)
