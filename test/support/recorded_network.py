"""Records what TCP connections carry over the interfaces of this network namespace, each direction in a file of its own.

Connections of 127.0.0.1 with itself are left out: these are the processes of the server and the test itself. Ends on
SIGTERM, and then says on standard output how many packets the kernel dropped.
"""

import signal
import socket
import struct
import sys
from pathlib import Path

ETH_P_ALL = 0x0003
ETH_P_IP = 0x0800
SOL_PACKET = 263
PACKET_STATISTICS = 6
SO_RCVBUFFORCE = 33
SERVER = socket.inet_aton('127.0.0.1')

folder = Path(sys.argv[1])
files = {}
expected = {}


def keep(packet: bytes) -> None:
    """The payload of a TCP segment, unless it was seen: loopback shows each packet twice."""
    if packet[0] >> 4 != 4 or packet[9] != socket.IPPROTO_TCP:
        return
    begin = (packet[0] & 15) * 4
    source, target = packet[12:16], packet[16:20]
    if source == SERVER and target == SERVER:
        return
    ports = packet[begin:begin + 4]
    (sequence,) = struct.unpack('!I', packet[begin + 4:begin + 8])
    data_at = begin + (packet[begin + 12] >> 4) * 4
    # Segments of 64 KiB and more have no length in their header.
    length = int.from_bytes(packet[2:4], 'big') or len(packet)
    payload = packet[data_at:length]
    flow = (source, target, ports)
    if packet[begin + 13] & 2:
        expected[flow] = (sequence + 1) & 0xFFFFFFFF
        return
    if not payload:
        return
    end = (sequence + len(payload)) & 0xFFFFFFFF
    seen = (expected.get(flow, sequence) - sequence) & 0xFFFFFFFF
    # Half of all numbers lie before this one: then something between is missing, and is not waited for.
    if seen < 0x80000000:
        payload = payload[seen:]
    if not payload:
        return
    expected[flow] = end
    if flow not in files:
        (from_port, to_port) = struct.unpack('!HH', ports)
        name = f'{socket.inet_ntoa(source)}.{from_port}-{socket.inet_ntoa(target)}.{to_port}'
        files[flow] = folder / name
    with files[flow].open('ab') as out:
        out.write(payload)


def leave(*_: object) -> None:
    raise SystemExit


def main() -> None:
    signal.signal(signal.SIGTERM, leave)
    # SOCK_DGRAM: the packet begins with its IP header on every kind of interface. Of IP alone, the kernel would show
    # what comes in and not what goes out.
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(ETH_P_ALL)) as everything:
        everything.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 256 << 20)
        print('recording', flush=True)
        try:
            while True:
                packet, (_, protocol, *_) = everything.recvfrom(1 << 18)
                if protocol == ETH_P_IP:
                    keep(packet)
        finally:
            statistics = everything.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
            print(f'dropped {struct.unpack("=II", statistics)[1]}', flush=True)


main()
