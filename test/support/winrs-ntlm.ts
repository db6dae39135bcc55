import { createHash, createHmac, randomBytes, timingSafeEqual, X509Certificate } from 'node:crypto';
import { md4 } from 'hash-wasm';

/** What a host knows of a login, and asks of it. */
export interface NtlmAccount {
  user: string;
  password: string;
  computerName: string;
  /** DER of the certificate that the client saw; undefined on plain HTTP. */
  certificate: Buffer;
  /** Refuses a login without a channel binding, as Windows with CbtHardeningLevel Strict. */
  strictBinding: boolean;
}

/** Why a login was refused; a real host says none of it to the client. */
export type NtlmVerdict = 'accepted' | 'no-challenge' | 'user' | 'password' | 'binding' | 'integrity';

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

/** UNICODE, REQUEST_TARGET, NTLM, ALWAYS_SIGN, TARGET_TYPE_SERVER, EXTENDED_SESSIONSECURITY, TARGET_INFO, VERSION, 128, 56. */
const FLAGS = 0xa28a8205;

const HAS_MIC = 2;

enum Pair {
  End,
  NetbiosComputer,
  NetbiosDomain,
  DnsComputer,
  DnsDomain,
  Flags = 6,
  Timestamp = 7,
  ChannelBindings = 10,
}

/**
 * The server's side of one NTLMv2 login on one connection. MS-NLMP. It shares no code with the client under test,
 * and checks what Windows checks: the proof, the integrity code over the three messages, the channel binding.
 */
export class NtlmServer {
  private readonly challenge = randomBytes(8);
  private negotiate?: Buffer;
  private challengeMessage?: Buffer;

  constructor(private readonly account: NtlmAccount) {}

  /** The type of a message: 1 NEGOTIATE, 3 AUTHENTICATE; 0 when it is none. */
  static typeOf(message: Buffer): number {
    const isNtlm = message.length >= 12 && message.subarray(0, 8).equals(SIGNATURE);
    return isNtlm ? message.readUInt32LE(8) : 0;
  }

  /** Answers NEGOTIATE_MESSAGE by CHALLENGE_MESSAGE. MS-NLMP 2.2.1.2. */
  challengeTo(negotiate: Buffer): Buffer {
    this.negotiate = negotiate;
    const target = utf16(this.account.computerName);
    const information = this.targetInformation();
    const head = Buffer.alloc(56);
    SIGNATURE.copy(head);
    head.writeUInt32LE(2, 8);
    writeField(head, 12, target.length, 56);
    head.writeUInt32LE(FLAGS, 20);
    this.challenge.copy(head, 24);
    writeField(head, 40, information.length, 56 + target.length);
    Buffer.from([10, 0, 0x61, 0x58, 0, 0, 0, 15]).copy(head, 48); // Windows 10.0, NTLMSSP revision 15
    this.challengeMessage = Buffer.concat([head, target, information]);
    return this.challengeMessage;
  }

  /** Judges AUTHENTICATE_MESSAGE. MS-NLMP 2.2.1.3, 3.3.2. */
  async verdictOn(message: Buffer): Promise<NtlmVerdict> {
    if (!this.negotiate || !this.challengeMessage) return 'no-challenge';
    const response = field(message, 20);
    const domain = field(message, 28).toString('utf16le');
    const user = field(message, 36).toString('utf16le');
    if (user.toLowerCase() !== this.account.user.toLowerCase()) return 'user';
    const hash = Buffer.from(await md4(utf16(this.account.password)), 'hex');
    const key = hmac(hash, utf16(user.toUpperCase() + domain));
    const [proof, blob] = [response.subarray(0, 16), response.subarray(16)];
    const expected = hmac(key, Buffer.concat([this.challenge, blob]));
    if (proof.length !== 16 || !timingSafeEqual(proof, expected)) return 'password';
    const pairs = pairsOf(blob.subarray(28));
    if (!this.isBound(pairs)) return 'binding';
    return this.isWhole(message, hmac(key, expected), pairs) ? 'accepted' : 'integrity';
  }

  private targetInformation(): Buffer {
    const name = this.account.computerName;
    const time = Buffer.alloc(8);
    time.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
    return Buffer.concat([
      pair(Pair.NetbiosDomain, utf16(name)),
      pair(Pair.NetbiosComputer, utf16(name)),
      pair(Pair.DnsDomain, utf16(name.toLowerCase())),
      pair(Pair.DnsComputer, utf16(name.toLowerCase())),
      pair(Pair.Timestamp, time),
      pair(Pair.End, Buffer.alloc(0)),
    ]);
  }

  private isBound(pairs: Map<number, Buffer>): boolean {
    const found = pairs.get(Pair.ChannelBindings);
    if (!found || found.every((byte) => byte === 0)) return !this.account.strictBinding;
    return found.equals(bindingOf(this.account.certificate));
  }

  /** A client that got a timestamp must send a code over all three messages. MS-NLMP 3.1.5.1.2. */
  private isWhole(message: Buffer, sessionKey: Buffer, pairs: Map<number, Buffer>): boolean {
    const flags = pairs.get(Pair.Flags)?.readUInt32LE(0) ?? 0;
    if ((flags & HAS_MIC) === 0) return false;
    const bare = Buffer.from(message);
    bare.fill(0, 72, 88);
    const code = hmac(sessionKey, Buffer.concat([this.negotiate!, this.challengeMessage!, bare]));
    return code.equals(message.subarray(72, 88));
  }
}

/** The MD5 of a gss_channel_bindings_struct with tls-server-end-point. RFC 5929 §4, MS-NLMP 2.2.2.1. */
function bindingOf(certificate: Buffer): Buffer {
  const end = Buffer.concat([
    Buffer.from('tls-server-end-point:'),
    createHash('sha256').update(new X509Certificate(certificate).raw).digest(),
  ]);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(end.length, 16);
  return createHash('md5')
    .update(Buffer.concat([head, end]))
    .digest();
}

function pairsOf(bytes: Buffer): Map<number, Buffer> {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const id = bytes.readUInt16LE(at);
    const length = bytes.readUInt16LE(at + 2);
    if (id === 0) break;
    pairs.set(id, bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return pairs;
}

function pair(id: Pair, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

function field(message: Buffer, at: number): Buffer {
  if (message.length < at + 8) return Buffer.alloc(0);
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

function writeField(message: Buffer, at: number, length: number, offset: number): void {
  message.writeUInt16LE(length, at);
  message.writeUInt16LE(length, at + 2);
  message.writeUInt32LE(offset, at + 4);
}

function hmac(key: Buffer, data: Buffer): Buffer {
  return createHmac('md5', key).update(data).digest();
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
