import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperatorError } from '../../../platform/core/index.js';
import { signProfile } from './sign-profile.js';

const PROFILE = Buffer.from('<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>\n', 'utf8');
let folder: string;

const openssl = (...given: string[]): Buffer =>
  execFileSync('openssl', given, { cwd: folder, stdio: 'pipe' });
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
const verify = (signed: Uint8Array, authority: string): Buffer => {
  writeFileSync(join(folder, 'signed'), signed);
  const trust = ['-CAfile', authority, '-purpose', 'any'];
  return openssl('smime', '-verify', '-inform', 'DER', '-in', 'signed', ...trust);
};

/** An authority with an elliptic-curve key, and a certificate of it with the key asked for. */
function identity(name: string, ...newKey: string[]) {
  openssl(
    'req',
    '-newkey',
    ...newKey,
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    '/CN=Évreux',
  );
  const issuer = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', '2'];
  openssl('x509', '-req', '-in', `${name}.csr`, ...issuer, '-out', `${name}.pem`);
  return { certificates: text('ca.pem') + text(`${name}.pem`), key: text(`${name}.key`) };
}

const EC = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sign-profile-'));
  const authority = ['-nodes', '-days', '2', '-subj', '/CN=Autorité de l’atelier', '-utf8'];
  openssl('req', '-x509', '-newkey', ...EC, '-keyout', 'ca.key', '-out', 'ca.pem', ...authority);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a signed profile', () => {
  it.each([
    ['RSA', ['rsa:2048']],
    ['elliptic-curve', EC],
  ])('is verified by openssl and holds the profile byte for byte: %s key', (name, newKey) => {
    expect(verify(signProfile(PROFILE, identity(name, ...newKey)), 'ca.pem')).toEqual(PROFILE);
  });

  it('is the same for the same profile and RSA key', () => {
    const rsa = identity('same', 'rsa:2048');
    expect(signProfile(PROFILE, rsa)).toEqual(signProfile(PROFILE, rsa));
  });

  it('is refused by openssl when one byte of the profile was changed', () => {
    const signed = Buffer.from(signProfile(PROFILE, identity('changed', 'rsa:2048')));
    signed[signed.indexOf('dict') + 1] = 'a'.charCodeAt(0);
    expect(() => verify(signed, 'ca.pem')).toThrow('digest failure');
  });

  it('is made with an encrypted key when its passphrase is given, accents and all', () => {
    const { certificates } = identity('locked', 'rsa:2048');
    openssl('rsa', '-aes256', '-in', 'locked.key', '-passout', 'pass:sésame', '-out', 'encrypted.key');
    const locked = { certificates, key: text('encrypted.key') };
    expect(verify(signProfile(PROFILE, { ...locked, passphrase: 'sésame' }), 'ca.pem')).toEqual(PROFILE);
    expect(() => signProfile(PROFILE, { ...locked, passphrase: 'autre' })).toThrow(OperatorError);
  });

  it.each([
    ['a key that is none', { key: 'x' }, 'the signing key cannot be read'],
    ['a certificate that is none', { certificates: 'x' }, 'no signing certificate matches the key'],
  ])('is not made with %s, and the error says so', (_, wrong, words) => {
    const given = { ...identity('refused', 'rsa:2048'), ...wrong };
    expect(() => signProfile(PROFILE, given)).toThrow(OperatorError);
    expect(() => signProfile(PROFILE, given)).toThrow(words);
  });
});
