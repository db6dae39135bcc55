"""One module a command, each with `run(parameters: dict, report: Report) -> dict`.

The command `apply-rootfs` is the module `apply_rootfs`: being here is its registration.
"""
