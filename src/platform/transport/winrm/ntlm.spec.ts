import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import {
  authenticateMessage,
  clientBlob,
  Credentials,
  negotiateMessage,
  ntlmProof,
  readChallenge,
} from './ntlm.js';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** The values of MS-NLMP 4.2.4. */
const SERVER_NONCE = hex('0123456789abcdef');
const KEY = hex('0c868a403bfd7a93a3001ef22ef02e3f');
const TEMP = hex(`
  01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000
  02000c0044006f006d00610069006e00 01000c005300650072007600650072000000000000000000`);
const CHALLENGE = hex(`
  4e544c4d53535000 02000000 0c000c0038000000 33828ae2 0123456789abcdef 0000000000000000
  2400240044000000 060070170000000f 530065007200760065007200
  02000c0044006f006d00610069006e00 01000c0053006500720076006500720000000000`);

const SETTING = { channelBinding: Buffer.alloc(16, 7), service: 'HTTP/pc01' };

describe('NTLMv2', () => {
  it('has the key, the proof and the session key of MS-NLMP 4.2.4', async () => {
    const key = await new Credentials('Domain\\User', 'Password').key();
    expect(key.toString('hex')).toBe(KEY.toString('hex'));
    const proof = ntlmProof(key, SERVER_NONCE, TEMP);
    expect(proof.toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(createHmac('md5', key).update(proof).digest('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
  });

  it('reads the challenge of MS-NLMP 4.2.4.3', () => {
    const challenge = readChallenge(CHALLENGE);
    expect(challenge?.nonce.toString('hex')).toBe('0123456789abcdef');
    expect([...(challenge?.pairs ?? [])].map(([id, value]) => [id, value.toString('utf16le')])).toEqual([
      [2, 'Domain'],
      [1, 'Server'],
    ]);
  });

  it('refuses a challenge that is cut off anywhere, or offers less', () => {
    for (let length = 0; length < CHALLENGE.length; length += 1) {
      expect(readChallenge(CHALLENGE.subarray(0, length))).toBeUndefined();
    }
    const weak = Buffer.from(CHALLENGE);
    weak.writeUInt32LE(0x00028233, 20); // no target information, no extended session security
    expect(readChallenge(weak)).toBeUndefined();
  });

  it('adds to what the server says the connection, the service and that there is an integrity code', () => {
    const time = hex('0011223344556677');
    const blob = clientBlob(new Map([[7, time]]), SETTING, Buffer.alloc(8, 0xaa));
    expect(blob.toString('hex')).toBe(
      `0101000000000000${time.toString('hex')}aaaaaaaaaaaaaaaa00000000` +
        '070008000011223344556677' +
        '0600040002000000' +
        '090012004800540054005000' +
        '2f007000630030003100' +
        '0a00100007070707070707070707070707070707' +
        '0000000000000000',
    );
  });

  it('has an integrity code over all three messages', async () => {
    const challenge = readChallenge(CHALLENGE)!;
    const message = await authenticateMessage(
      new Credentials('Domain\\User', 'Password'),
      CHALLENGE,
      challenge,
      SETTING,
      Buffer.alloc(8, 0xaa),
    );
    const response = message.subarray(88 + 24, 88 + 24 + message.readUInt16LE(20));
    const sessionKey = createHmac('md5', KEY).update(response.subarray(0, 16)).digest();
    const bare = Buffer.from(message);
    bare.fill(0, 72, 88);
    const code = createHmac('md5', sessionKey).update(Buffer.concat([negotiateMessage(), CHALLENGE, bare]));
    expect(message.subarray(72, 88).toString('hex')).toBe(code.digest('hex'));
  });

  it('writes a name in capitals as Windows does', async () => {
    const [small, capital] = [new Credentials('jörgß', 'x'), new Credentials('JÖRGß', 'x')];
    expect((await small.key()).equals(await capital.key())).toBe(true);
    expect((await small.key()).equals(await new Credentials('JÖRGSS', 'x').key())).toBe(false);
  });

  it.each([
    ['Etabli', '', 'Etabli'],
    ['PC01\\Etabli', 'PC01', 'Etabli'],
    ['etabli@corp.test', '', 'etabli@corp.test'],
  ])('takes %p apart', (name, domain, user) => {
    expect(new Credentials(name, 'x')).toMatchObject({ domain, user });
  });

  it('shows its password to nobody', () => {
    const credentials = new Credentials('Etabli', 'S3cret');
    expect(inspect(credentials, { showHidden: true, depth: 9 }) + JSON.stringify(credentials)).not.toContain(
      'S3cret',
    );
    expect(credentials.redacted('it is S3cret, S3cret')).toBe('it is •••, •••');
  });
});
