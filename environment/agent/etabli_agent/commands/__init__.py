"""One module for each command, with `run(parameters: dict, report: Report) -> dict`.

The command `apply-rootfs` is the module `apply_rootfs`; every module in this folder is a command.
"""
