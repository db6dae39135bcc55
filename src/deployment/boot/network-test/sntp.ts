/** Seconds between 1900 and 1970. RFC 5905 §6. */
const EPOCH = 2_208_988_800;
const LENGTH = 48;
const SECONDS_AT = 40;

/** The question of a client. RFC 4330 §5. */
export function timeRequest(): Buffer {
  const packet = Buffer.alloc(LENGTH);
  packet[0] = 0x23; // version 4, mode 3: client
  return packet;
}

/** The time of the server, in seconds since 1970; undefined for anything else than its answer, or when it knows none. */
export function timeOf(packet: Buffer): number | undefined {
  const isAnswer = packet.length >= LENGTH && ((packet[0] ?? 0) & 7) === 4;
  const stratum = packet[1] ?? 0;
  const leap = (packet[0] ?? 0) >> 6;
  if (!isAnswer || stratum === 0 || stratum > 15 || leap === 3) return undefined;
  const fraction = packet.readUInt32BE(SECONDS_AT + 4) / 2 ** 32;
  return packet.readUInt32BE(SECONDS_AT) + fraction - EPOCH;
}
