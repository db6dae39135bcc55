import { createHmac, randomBytes } from 'node:crypto';
import { md4 } from 'hash-wasm';

/** What logs in: the password is in no field that a log could print. */
export class Credentials {
  readonly user: string;
  readonly domain: string;
  readonly #password: string;

  constructor(name: string, password: string) {
    const [domain, user] = name.includes('\\') ? name.split('\\', 2) : ['', name];
    this.user = user ?? '';
    this.domain = domain ?? '';
    this.#password = password;
  }

  /** NTOWFv2. MS-NLMP 3.3.2. */
  async key(): Promise<Buffer> {
    const hash = Buffer.from(await md4(utf16(this.#password)), 'hex');
    return hmac(hash, utf16(upperCase(this.user) + this.domain));
  }

  /** A text of the machine without the password in it, should it say it. */
  redacted(text: string): string {
    return this.#password === '' ? text : text.replaceAll(this.#password, '•••');
  }
}

/** What an answer to a challenge says beside the proof. */
export interface LoginSetting {
  /** Binds the login to the TLS connection: no other one can use it. RFC 5929. */
  channelBinding: Buffer;
  /** The service that is meant: `HTTP/name`. */
  service: string;
}

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

/** NTLMSSP_NEGOTIATE_…, MS-NLMP 2.2.2.5. No key exchange, signing or sealing: TLS protects what follows. */
const UNICODE = 0x1;
const REQUEST_TARGET = 0x4;
const NTLM = 0x200;
const ALWAYS_SIGN = 0x8000;
const EXTENDED_SESSION_SECURITY = 0x80000;
const TARGET_INFO = 0x800000;
const VERSION = 0x2000000;
const STRONG_KEYS = 0xa0000000; // 128 and 56 bits
const NEEDED = UNICODE | NTLM | EXTENDED_SESSION_SECURITY | TARGET_INFO;
const OFFERED = (NEEDED | REQUEST_TARGET | ALWAYS_SIGN | VERSION | STRONG_KEYS) >>> 0;

/** Windows 10.0, revision 15 of NTLMSSP; for debugging only. MS-NLMP 2.2.2.10. */
const OUR_VERSION = Buffer.from([10, 0, 0, 0, 0, 0, 0, 15]);

const END_PAIR = 0;
const FLAGS_PAIR = 6;
const TIMESTAMP_PAIR = 7;
const SERVICE_PAIR = 9;
const BINDING_PAIR = 10;
const HAS_INTEGRITY_CODE = 2;
const CODE_AT = 72;
const AUTHENTICATE_HEAD = 88;

/** NEGOTIATE_MESSAGE. MS-NLMP 2.2.1.1. */
export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(40);
  SIGNATURE.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(OFFERED, 12);
  OUR_VERSION.copy(message, 32);
  return message;
}

/** A CHALLENGE_MESSAGE as far as a client needs it. */
export interface Challenge {
  nonce: Buffer;
  flags: number;
  pairs: Map<number, Buffer>;
}

/** Reads CHALLENGE_MESSAGE; undefined when it is none, or one that offers less than NTLMv2. MS-NLMP 2.2.1.2. */
export function readChallenge(message: Buffer): Challenge | undefined {
  if (message.length < 48 || !message.subarray(0, 8).equals(SIGNATURE)) return undefined;
  if (message.readUInt32LE(8) !== 2) return undefined;
  const flags = message.readUInt32LE(20);
  const [length, offset] = [message.readUInt16LE(40), message.readUInt32LE(44)];
  if ((flags & NEEDED) !== NEEDED || offset + length > message.length) return undefined;
  const pairs = pairsOf(message.subarray(offset, offset + length));
  return pairs && { nonce: message.subarray(24, 32), flags, pairs };
}

/** Pairs by their identifier; undefined when they are cut off. MS-NLMP 2.2.2.1. */
function pairsOf(bytes: Buffer): Map<number, Buffer> | undefined {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const id = bytes.readUInt16LE(at);
    const end = at + 4 + bytes.readUInt16LE(at + 2);
    if (id === END_PAIR) return pairs;
    if (end > bytes.length) return undefined;
    pairs.set(id, bytes.subarray(at + 4, end));
    at = end;
  }
  return undefined;
}

/**
 * AUTHENTICATE_MESSAGE with an NTLMv2 response, bound to the TLS connection, with an integrity code over all three
 * messages. MS-NLMP 2.2.1.3, 3.1.5.1.2.
 */
export async function authenticateMessage(
  credentials: Credentials,
  challengeMessage: Buffer,
  challenge: Challenge,
  setting: LoginSetting,
  clientNonce = randomBytes(8),
): Promise<Buffer> {
  const key = await credentials.key();
  const blob = clientBlob(challenge.pairs, setting, clientNonce);
  const proof = ntlmProof(key, challenge.nonce, blob);
  const parts = [
    Buffer.alloc(24), // no LMv2 response: the server gave a timestamp
    Buffer.concat([proof, blob]),
    utf16(credentials.domain),
    utf16(credentials.user),
    Buffer.alloc(0), // no workstation name
    Buffer.alloc(0), // no session key
  ];
  const message = Buffer.concat([Buffer.alloc(AUTHENTICATE_HEAD), ...parts]);
  SIGNATURE.copy(message);
  message.writeUInt32LE(3, 8);
  let offset = AUTHENTICATE_HEAD;
  parts.forEach((part, index) => {
    const at = 12 + index * 8;
    message.writeUInt16LE(part.length, at);
    message.writeUInt16LE(part.length, at + 2);
    message.writeUInt32LE(offset, at + 4);
    offset += part.length;
  });
  message.writeUInt32LE((challenge.flags & OFFERED) >>> 0, 60);
  OUR_VERSION.copy(message, 64);
  const code = hmac(hmac(key, proof), Buffer.concat([negotiateMessage(), challengeMessage, message]));
  code.copy(message, CODE_AT);
  return message;
}

/** NTProofStr. MS-NLMP 3.3.2. */
export function ntlmProof(key: Buffer, serverNonce: Buffer, blob: Buffer): Buffer {
  return hmac(key, Buffer.concat([serverNonce, blob]));
}

/** NTLMv2_CLIENT_CHALLENGE: the server's pairs, and ours. MS-NLMP 2.2.2.7. */
export function clientBlob(given: Map<number, Buffer>, setting: LoginSetting, clientNonce: Buffer): Buffer {
  const time = given.get(TIMESTAMP_PAIR) ?? fileTime(Date.now());
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(((given.get(FLAGS_PAIR)?.readUInt32LE(0) ?? 0) | HAS_INTEGRITY_CODE) >>> 0);
  const pairs = new Map(given)
    .set(FLAGS_PAIR, flags)
    .set(SERVICE_PAIR, utf16(setting.service))
    .set(BINDING_PAIR, setting.channelBinding);
  return Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    time,
    clientNonce,
    Buffer.alloc(4),
    ...[...pairs].map(([id, value]) => pair(id, value)),
    pair(END_PAIR, Buffer.alloc(0)),
    Buffer.alloc(4),
  ]);
}

/** Milliseconds since 1970 as 100 ns since 1601. */
function fileTime(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(milliseconds) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** As Windows does it: character by character, so that ß stays ß. */
function upperCase(text: string): string {
  return [...text].map((c) => (c.toUpperCase().length === c.length ? c.toUpperCase() : c)).join('');
}
