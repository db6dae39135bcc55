"""backup-user-data {disk, rules, deployment, repositoryUrl, ticket, password, roomBytes}: saves what a disk has of users.

The disk is only read. `rules` is `userData.backup` of the profile. Refused, with the reason and before anything is
sent: a volume that cannot be read or that Windows did not close, files that cannot be read (EFS), and more data than
`rules.maximumBytes` or `roomBytes`. All of it is read back from the server and compared, file by file.
Result: {snapshot, nothing, files, bytes, profiles: [{name, sid, lastUsed, files, bytes}],
skipped: [{reason, count, examples}], readBack: {files, bytes}}; `snapshot` is null when there was `nothing` to save.
"""

import os
from datetime import datetime, timezone

from ..errors import AgentError
from ..report import Report
from ..target_disk import Disk, find_disk, release
from ..user_data import manifest
from ..user_data.folders import roots_of
from ..user_data.profiles import Profile, chosen, find_profiles
from ..user_data.read_back import read_back
from ..user_data.restic import Repository, backup
from ..user_data.volumes import BASE, Volume, old_volumes, refused, relative
from ..user_data.walk import Entry, Walked, digest_of, walk, with_digests

_EXAMPLES = 10
_NOTHING = {
    "fr": "aucun profil d'utilisateur à sauvegarder sur ce disque",
    "en": "no user profile to save on this disk",
}


def run(parameters: dict, report: Report) -> dict:
    disk = find_disk(parameters["disk"])
    release(disk)
    with old_volumes(disk) as volumes:
        return _save(volumes, parameters, report)


def _save(volumes: list[Volume], parameters: dict, report: Report) -> dict:
    rules = parameters["rules"]
    found = find_profiles(volumes)
    profiles, left_out = chosen(found.profiles, rules.get("profiles", "all"), datetime.now(timezone.utc))
    skipped = [*found.skipped, *(("profile-not-chosen", profile.name) for profile in left_out)]
    walks = [_walked(profile, rules, skipped) for profile in profiles]
    for profile, (roots, walked) in zip(profiles, walks):
        report.log(f"{profile.name}: {len(roots)} folders, {len(walked.files)} files, {walked.bytes} bytes")
        skipped += [(reason, _below(volumes, path)) for reason, path in walked.skipped]
    _refuse_unreadable(walks, volumes)
    total = sum(walked.bytes for _, walked in walks)
    _check_room(total, rules.get("maximumBytes"), parameters["roomBytes"])
    if not any(walked.files for _, walked in walks):
        return _result(None, [], [], skipped, {"files": 0, "bytes": 0})
    listed = _listed(profiles, walks, volumes, report, total)
    repository = Repository(parameters["repositoryUrl"], parameters["ticket"], parameters["password"])
    snapshot, back = _sent(repository, listed, walks, parameters["deployment"], report, total)
    return _result(snapshot, listed.profiles, [entry for _, entry in listed.files()], skipped, back)


def _walked(profile: Profile, rules: dict, skipped: list) -> tuple[list, Walked]:
    roots, elsewhere = roots_of(profile, rules)
    skipped += elsewhere
    walked = Walked()
    for root in roots:
        walk(root, profile, rules.get("exclude", []), walked)
    return roots, walked


def _listed(profiles: list[Profile], walks: list, volumes: list[Volume], report: Report, total: int) -> manifest.Manifest:
    """What is on the disk, with the digests of all files: a third of the work."""
    listed, done = manifest.Manifest(), 0
    for number, (profile, (roots, walked)) in enumerate(zip(profiles, walks)):
        files = with_digests(walked, lambda now: report.progress(done + now, 3 * total))
        done += walked.bytes
        listed.roots += [{"profile": number, "path": root.path, "to": root.to} for root in roots]
        listed.entries += [(number, entry) for entry in (*walked.folders, *files)]
        listed.profiles.append(
            {
                "name": profile.name,
                "sid": profile.sid,
                "lastUsed": profile.last_used and profile.last_used.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "files": len(files),
                "bytes": sum(file.size for file in files),
            }
        )
    _refuse_unreadable(walks, volumes)
    return listed


def _sent(
    repository: Repository, listed: manifest.Manifest, walks: list, deployment: str, report: Report, total: int
) -> tuple[str, dict]:
    path = f"{BASE}/{manifest.NAME}"
    manifest.write(path, listed)
    try:
        sha256, size = digest_of(path)
        repository.make()
        paths = [*(root["path"] for root in listed.roots), path]
        excluded = [each for _, walked in walks for each in walked.excluded]
        snapshot = backup(repository, paths, excluded, deployment, lambda share: report.progress(total + int(share * total), 3 * total))
        report.log(f"snapshot {snapshot}")
        files = [entry for _, entry in listed.files()]
        own = Entry(path, "", size, sha256, 0)
        back = read_back(repository, snapshot, files, own, lambda now: report.progress(2 * total + min(now, total), 3 * total))
        return snapshot, back
    finally:
        os.unlink(path)


def _result(snapshot: str | None, profiles: list, files: list[Entry], skipped: list, back: dict) -> dict:
    by_reason: dict[str, list[str]] = {}
    for reason, what in skipped:
        by_reason.setdefault(reason, []).append(what)
    return {
        "snapshot": snapshot,
        "nothing": None if snapshot else _NOTHING,
        "files": len(files),
        "bytes": sum(file.size for file in files),
        "profiles": profiles,
        "skipped": [
            {"reason": reason, "count": len(names), "examples": names[:_EXAMPLES]} for reason, names in by_reason.items()
        ],
        "readBack": back,
    }


def _below(volumes: list[Volume], path: str) -> str:
    volume = next((each for each in volumes if path.startswith(f"{each.root}/")), None)
    return relative(volume, path) if volume else path


def _refuse_unreadable(walks: list, volumes: list[Volume]) -> None:
    unread = [item for _, walked in walks for item in walked.refused]
    if unread:
        names = ", ".join(f"{_below(volumes, path)} ({reason})" for reason, path in unread[:_EXAMPLES])
        raise refused(
            f"{len(unread)} fichiers ne peuvent pas être lus d'ici et seraient perdus : {names}",
            f"{len(unread)} files cannot be read from here and would be lost: {names}",
            "Dans Windows : déchiffrez-les (cipher /d /s:DOSSIER), contrôlez le disque (chkdsk), puis relancez ; ou "
            "laissez-les de côté (userData.backup.exclude).",
            "In Windows: decrypt them (cipher /d /s:FOLDER), check the disk (chkdsk), then retry; or leave them out "
            "(userData.backup.exclude).",
        )


def _check_room(total: int, most: int | None, room: int) -> None:
    if most is not None and total > most:
        raise refused(
            f"{total} octets à sauvegarder, le profil en permet {most}",
            f"{total} bytes to save, the profile allows {most}",
            "Faites du tri dans Windows, ou changez userData.backup (exclude, maximumBytes) dans le profil.",
            "Tidy up in Windows, or change userData.backup (exclude, maximumBytes) in the profile.",
        )
    if total > room:
        raise refused(
            f"{total} octets à sauvegarder, le serveur a de la place pour {room}",
            f"{total} bytes to save, the server has room for {room}",
            "Faites de la place sur le serveur (etabli userdata list, etabli userdata remove), puis relancez.",
            "Make room on the server (etabli userdata list, etabli userdata remove), then retry.",
        )
