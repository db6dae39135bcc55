"""Packs a made-up disk with the agent's own packer, for the server's contract test: make_payload.py FOLDER.

Writes payload.bin, index.json and disk.img; the disk is the same each time.
"""

import random
import sys

from etabli_agent.payload_index import CELL, FORMAT_VERSION, LEVEL, SLOT, canonical, merged, sha256
from etabli_agent.payload_packer import pack_disk

MIB = 1 << 20
SIZE = 32 * MIB
# A used table, blocks here and there, and cells full of noise, so that slots fill up and are padded.
RANGES = merged([(0, MIB), (3 * MIB + 4096, 8192), (3 * MIB + 65536, 4096), (5 * MIB - 512, 1024), (8 * MIB, 14 * MIB)])


def main(folder: str) -> None:
    noise = random.Random(20)
    with open(f"{folder}/disk.img", "w+b") as disk:
        disk.truncate(SIZE)
        for start, length in RANGES[1:]:
            disk.seek(start)
            disk.write(noise.randbytes(length))
        disk.flush()
        with open(f"{folder}/payload.bin", "wb") as payload:
            frames, length = pack_disk(disk.fileno(), RANGES, payload.write)
    with open(f"{folder}/payload.bin", "rb") as payload:
        digest = sha256(payload.read())
    part = {"number": 1, "type": "0FC63DAF-8483-4772-8E79-3D69D8477DE4", "guid": "11111111-2222-4333-8444-555555555555"}
    part |= {"name": "système", "attributes": "", "startBytes": MIB, "sizeBytes": 30 * MIB}
    part |= {"fileSystem": "ext4", "uuid": None, "label": None, "content": "used"}
    index = {
        "formatVersion": FORMAT_VERSION,
        "cellBytes": CELL,
        "slotBytes": SLOT,
        "compression": {"algorithm": "zstd", "level": LEVEL, "library": "1.5.7"},
        "disk": {"sizeBytes": SIZE, "logicalSectorBytes": 512, "tableGuid": "AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE"},
        "partitions": [part],
        "minimumDiskBytes": SIZE,
        "rawBytes": sum(frame.raw_length for frame in frames),
        "payload": {"sha256": digest, "bytes": length},
        "parent": None,
        "frames": [frame.as_json() for frame in frames],
    }
    with open(f"{folder}/index.json", "wb") as file:
        file.write(canonical(index))


if __name__ == "__main__":
    main(sys.argv[1])
