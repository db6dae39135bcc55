"""The health that a disk reports: SMART or the NVMe health log, read with smartctl."""

import json

from ..machine_files import without_none
from ..run import run

_SECONDS = 15
# NVMe 1.4, figure 194.
_NVME_WARNINGS = (
    (0x01, "spare blocks below the threshold"),
    (0x02, "temperature out of range"),
    (0x04, "reliability degraded"),
    (0x08, "read only"),
    (0x10, "volatile memory backup failed"),
)
# Values above zero precede most disk failures (Backblaze's statistics).
_ATA_COUNTS = {5: "reallocated sectors", 197: "pending sectors", 198: "uncorrectable sectors"}


def read_health(disk: dict) -> dict:
    """The health of one disk; `unknown`, with the reason, when it cannot be read."""
    if disk["bus"] in ("virtio", "mmc"):
        return {"state": "unknown", "detail": f"{disk['bus']} disks report no health"}
    try:
        # smartctl's exit status is a set of flags: the JSON is used instead.
        text = run(["smartctl", "-j", "-a", disk["path"]], timeout_seconds=_SECONDS, accept=range(256))
        return parse_smartctl(text)
    except Exception as error:  # a disk that does not answer is still a disk
        return {"state": "unknown", "detail": str(error)[:300]}


def parse_smartctl(text: str) -> dict:
    """`smartctl -j -a` as {state, detail?, percentUsed?, powerOnHours?, temperatureC?}."""
    report = json.loads(text)
    nvme = report.get("nvme_smart_health_information_log") or {}
    passed = (report.get("smart_status") or {}).get("passed")
    details = _nvme_details(nvme) + _ata_details(report)
    state = {True: "passed", False: "failed"}.get(passed, "unknown")
    if state == "unknown" and not details:
        details = [message.get("string", "") for message in report.get("smartctl", {}).get("messages", [])]
    return without_none(
        {
            "state": state,
            "detail": ", ".join(filter(None, details))[:300] or None,
            "percentUsed": _first(nvme.get("percentage_used"), (report.get("endurance_used") or {}).get("current_percent")),
            "powerOnHours": _first((report.get("power_on_time") or {}).get("hours"), nvme.get("power_on_hours")),
            "temperatureC": _first((report.get("temperature") or {}).get("current"), nvme.get("temperature")),
        }
    )


def _nvme_details(log: dict) -> list[str]:
    warning = log.get("critical_warning") or 0
    details = [text for bit, text in _NVME_WARNINGS if warning & bit]
    if log.get("media_errors"):
        details.append(f"media errors: {log['media_errors']}")
    return details


def _ata_details(report: dict) -> list[str]:
    table = (report.get("ata_smart_attributes") or {}).get("table") or []
    counts = {row.get("id"): (row.get("raw") or {}).get("value") for row in table}
    return [f"{name}: {counts[number]}" for number, name in _ATA_COUNTS.items() if counts.get(number)]


def _first(*values):
    return next((value for value in values if isinstance(value, (int, float))), None)
