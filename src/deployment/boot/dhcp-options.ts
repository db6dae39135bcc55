/** What stands before the options of a DHCP packet. RFC 2131 §2, RFC 2132 §2. */
export const COOKIE = Buffer.from([0x63, 0x82, 0x53, 0x63]);
export const OPTIONS_AT = 240;
export const END = 255;
const PAD = 0;

export function option(code: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code, value.length]), value]);
}

/** The options of a packet, up to a truncated one. */
export function readOptions(packet: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = OPTIONS_AT;
  while (at < packet.length && packet[at] !== END) {
    const code = packet[at] ?? END;
    if (code === PAD) {
      at += 1;
      continue;
    }
    const end = at + 2 + (packet[at + 1] ?? packet.length);
    if (end > packet.length) break;
    found.set(code, packet.subarray(at + 2, end));
    at = end;
  }
  return found;
}
