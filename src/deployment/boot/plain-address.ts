/** The address without the IPv6 dress that a dual-stack socket gives to IPv4: `::ffff:10.0.0.7` -> `10.0.0.7`. RFC 4291 §2.5.5.2. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
