import { COOKIE, END, option, OPTIONS_AT, readOptions } from './dhcp-options.js';

/** DHCP options. RFC 2132; 93 and 97: RFC 4578 §2. */
const OPTION = { messageType: 53, serverId: 54, vendorClass: 60, bootFile: 67, arch: 93, uuid: 97 };
const DISCOVER = 1;
const OFFER = 2;
/** x64 UEFI that fetches its loader by HTTP. IANA, "Processor Architecture Types". */
export const HTTP_X64 = 16;
export const HTTP_CLIENT = 'HTTPClient';

export interface HttpBootServer {
  /** Établi's IPv4 address on the boot network. */
  address: string;
  /** Where the first loader is: `http://10.77.1.3:8080/boot/loader/shimx64.efi`. */
  url: string;
}

/** Where firmware fetches its first loader by HTTP. */
export function httpBootUrl(address: string, httpPort: number, loader: string): string {
  return `http://${address}:${httpPort}/boot/loader/${loader}`;
}

/**
 * The proxy offer for a UEFI HTTP Boot client; the site's DHCP server offers the address. Undefined for any other
 * packet. UEFI 2.10 §24.7.3. Pure.
 */
export function httpBootOffer(packet: Buffer, { address, url }: HttpBootServer): Buffer | undefined {
  if (packet.length < OPTIONS_AT || packet[0] !== 1 || !packet.subarray(236, 240).equals(COOKIE)) return;
  const options = readOptions(packet);
  if (options.get(OPTION.messageType)?.[0] !== DISCOVER) return;
  if (!options.get(OPTION.vendorClass)?.toString('latin1').startsWith(HTTP_CLIENT)) return;
  if (!architectures(options.get(OPTION.arch)).includes(HTTP_X64)) return;
  const server = Buffer.from(address.split('.').map(Number));
  const header = Buffer.alloc(OPTIONS_AT);
  packet.copy(header, 0, 0, 8); // hardware type, transaction id
  header[0] = 2;
  header[3] = 0;
  packet.copy(header, 10, 10, 12); // flags, with the broadcast bit
  server.copy(header, 20);
  packet.copy(header, 24, 24, 44); // relay, hardware address
  COOKIE.copy(header, 236);
  const uuid = options.get(OPTION.uuid);
  return Buffer.concat([
    header,
    option(OPTION.messageType, Buffer.from([OFFER])),
    option(OPTION.serverId, server),
    option(OPTION.vendorClass, Buffer.from(HTTP_CLIENT)),
    option(OPTION.bootFile, Buffer.from(url)),
    uuid === undefined ? Buffer.alloc(0) : option(OPTION.uuid, uuid),
    Buffer.from([END]),
  ]);
}

function architectures(value: Buffer = Buffer.alloc(0)): number[] {
  return Array.from({ length: value.length >> 1 }, (_, n) => value.readUInt16BE(2 * n));
}
