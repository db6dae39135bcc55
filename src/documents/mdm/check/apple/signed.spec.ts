import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { only, said } from '../../../../../test/support/apple-profiles.js';
import { signProfile } from '../../apple/sign-profile.js';

const PROFILE = only('com.apple.wifi.managed', '<key>AutoJoin</key><string>a</string>');
const FOUND = [
  '1 note apple/signed : CMS SignedData | a profile, signed or not',
  '6 error apple/wrong-type PayloadContent[0].AutoJoin: <string> | a boolean (<true/> or <false/>)',
];
let folder: string;
const openssl = (...given: string[]): Buffer =>
  execFileSync('openssl', given, { cwd: folder, stdio: 'pipe' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etabli-signed-'));
  writeFileSync(join(folder, 'profile'), PROFILE);
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key',
    '-out',
    'certificate',
    '-subj',
    '/CN=A',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a signed profile', () => {
  it('is opened, and lines are those of the profile inside', () => {
    const [certificates, key] = ['certificate', 'key'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    expect(said(signProfile(Buffer.from(PROFILE), { certificates: certificates!, key: key! }))).toEqual(
      FOUND,
    );
  });

  it.each([[[]], [['-stream']]])('is opened as OpenSSL writes it %j', (how) => {
    const signed = openssl(
      'smime',
      '-sign',
      '-nodetach',
      '-binary',
      '-outform',
      'DER',
      '-signer',
      'certificate',
      '-inkey',
      'key',
      '-in',
      'profile',
      ...how,
    );
    expect(said(signed)).toEqual(FOUND);
  });

  it('that is cut, encrypted or empty is an error', () => {
    const encrypted = openssl('smime', '-encrypt', '-outform', 'DER', '-in', 'profile', 'certificate');
    const detached = openssl(
      'smime',
      '-sign',
      '-binary',
      '-outform',
      'DER',
      '-signer',
      'certificate',
      '-inkey',
      'key',
      '-in',
      'profile',
    );
    const expected = ['1 error apple/no-content : ASN.1 | a signed profile (CMS SignedData)'];
    expect(said(encrypted)).toEqual(expected);
    expect(said(detached)).toEqual(expected);
    expect(said(detached.subarray(0, 200))).toEqual(expected);
  });
});
