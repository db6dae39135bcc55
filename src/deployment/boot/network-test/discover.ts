import { randomBytes } from 'node:crypto';
import { COOKIE, END, option, OPTIONS_AT, readOptions } from '../dhcp-options.js';
import type { DhcpAnswer } from './measured.schema.js';

/** DHCP options. RFC 2132; 93, 94 and 97: RFC 4578 §2. */
const OPTION = {
  timeServers: 42,
  messageType: 53,
  serverId: 54,
  wanted: 55,
  vendorClass: 60,
  bootFile: 67,
  arch: 93,
  interface: 94,
  uuid: 97,
};
const DISCOVER = 1;
const REQUEST = 3;
const UEFI_X64 = 7;
const WANTED = [1, 3, 42, 43, 54, 60, 66, 67];
/** Where the fields of the fixed part stand. RFC 2131 §2. */
const FIELD = { transaction: 4, flags: 10, client: 12, offered: 16, hardware: 28, file: 108, fileEnd: 236 };

/** A question of a made-up PC, and its transaction: only answers to it are read. */
export interface Question {
  transaction: Buffer;
  /** Locally administered, so that no PC has it. */
  mac: Buffer;
}

export function newQuestion(): Question {
  return { transaction: randomBytes(4), mac: Buffer.concat([Buffer.from([0x02]), randomBytes(5)]) };
}

/** What UEFI sends first; the answers must be broadcasts, since this PC has no address. */
export function discoverPacket(question: Question): Buffer {
  return packet(question, DISCOVER, { broadcast: true });
}

/** What a PXE client sends to the second port of PXE. PXE 2.1 §2.2.4. */
export function bootServerRequest(question: Question, own: string): Buffer {
  return packet(question, REQUEST, { broadcast: false, client: own });
}

function packet(
  { transaction, mac }: Question,
  type: number,
  { broadcast, client }: { broadcast: boolean; client?: string },
): Buffer {
  const header = Buffer.alloc(OPTIONS_AT);
  header.set([1, 1, 6, 0]);
  transaction.copy(header, FIELD.transaction);
  if (broadcast) header[FIELD.flags] = 0x80;
  if (client !== undefined) header.set(client.split('.').map(Number), FIELD.client);
  mac.copy(header, FIELD.hardware);
  COOKIE.copy(header, FIELD.fileEnd);
  return Buffer.concat([
    header,
    option(OPTION.messageType, Buffer.from([type])),
    option(OPTION.arch, Buffer.from([0, UEFI_X64])),
    option(OPTION.interface, Buffer.from([1, 3, 16])),
    option(OPTION.vendorClass, Buffer.from('PXEClient:Arch:00007:UNDI:003016')),
    option(OPTION.uuid, Buffer.concat([Buffer.alloc(1), mac, mac, mac.subarray(0, 4)])),
    option(OPTION.wanted, Buffer.from(WANTED)),
    Buffer.from([END]),
  ]);
}

/** Whether the packet answers that question. */
export function answersTo(packet: Buffer, { transaction }: Question): boolean {
  return packet.length >= OPTIONS_AT && packet[0] === 2 && packet.subarray(4, 8).equals(transaction);
}

/** What a server says; `from` is the sender of the packet. */
export function readAnswer(packet: Buffer, from: string): DhcpAnswer {
  const options = readOptions(packet);
  const offered = addresses(packet.subarray(FIELD.offered, FIELD.offered + 4))[0];
  const bootFile =
    plain(options.get(OPTION.bootFile)) || plain(packet.subarray(FIELD.file, FIELD.fileEnd)) || undefined;
  const vendorClass = plain(options.get(OPTION.vendorClass)) || undefined;
  return {
    server: addresses(options.get(OPTION.serverId))[0] ?? from,
    ...(offered !== undefined && offered !== '0.0.0.0' && { offers: offered }),
    ...(vendorClass !== undefined && { vendorClass }),
    ...(bootFile !== undefined && { bootFile }),
    timeServers: addresses(options.get(OPTION.timeServers)),
  };
}

function addresses(value: Buffer = Buffer.alloc(0)): string[] {
  const count = Math.min(value.length >> 2, 20);
  return Array.from({ length: count }, (_, n) => [...value.subarray(4 * n, 4 * n + 4)].join('.'));
}

/** Up to its end, printable characters only. */
function plain(value: Buffer = Buffer.alloc(0)): string {
  const end = value.indexOf(0);
  return value
    .subarray(0, end === -1 ? value.length : end)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '')
    .slice(0, 200);
}
