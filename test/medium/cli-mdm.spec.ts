import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { PLATFORM_WORDS } from '../../src/interfaces/cli/mdm/mdm-words.js';
import { MDM_PLATFORMS } from '../../src/documents/mdm/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PROFILE = `name: tablettes
restrictions: { camera: false, gaming: false }
network: { wifi: [{ ssid: Atelier, security: wpa2-psk, passphrase: { vault: wifi/atelier } }] }
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-mdm-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommand(['--language', 'en', ...args], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

async function given(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

it('lists the known systems', () => {
  expect(PLATFORM_WORDS).toEqual(MDM_PLATFORMS);
});

describe('etabli mdm render', () => {
  it('prints the file of a system, with references to secrets, and the unsupported options', async () => {
    const file = await given('tablettes.yaml', PROFILE);
    const { status, out, err } = await etabli('mdm', 'render', file, '--platform', 'android');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ cameraAccess: 'CAMERA_ACCESS_DISABLED' });
    expect(out).toContain('"Passphrase": "{vault:wifi/atelier}"');
    expect(err).toContain('Secrets printed as references: wifi/atelier');
    expect(err).toContain('Not carried: restrictions.gaming: ');
  });

  it('writes several files to a folder, and replaces files only with --force', async () => {
    const file = await given('tablettes.yaml', PROFILE);
    const order = ['mdm', 'render', file, '--platform', 'linux'];
    expect(await etabli(...order)).toMatchObject({
      status: 2,
      err: expect.stringContaining('several files'),
    });
    const output = join(folder, 'linux');
    expect((await etabli(...order, '--output', output)).status).toBe(0);
    expect(await readdir(output)).toEqual(['etc', 'tablettes.tar']);
    expect((await etabli(...order, '--output', output)).status).toBe(2);
    expect((await etabli(...order, '--output', output, '--force')).status).toBe(0);
  });

  it('uses the files that the profile names by digest', async () => {
    const apk = await given('mdm.apk', 'abc');
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const manager = `{ kind: other, component: fr.exemple/.A, apk: { url: "https://x.fr/a.apk", sha256: ${sha256}, checked: package } }`;
    const file = await given('apk.yaml', `name: apk\nmdm: { android: { manager: ${manager} } }\n`);
    const order = [
      'mdm',
      'render',
      file,
      '--platform',
      'android',
      '--output',
      join(folder, 'apk'),
      '--force',
    ];
    expect((await etabli(...order, '--payload', apk)).status).toBe(0);
    expect(await readdir(join(folder, 'apk'))).toEqual([
      'provisioning.json',
      'provisioning.png',
      'provisioning.svg',
    ]);
  });

  it('names the invalid field of the profile (2)', async () => {
    const file = await given('bad.yaml', 'name: bad\npasscode: { minimumLength: 99 }\n');
    const { status, err } = await etabli('mdm', 'render', file, '--platform', 'ios');
    expect([status, err.includes('passcode.minimumLength')]).toEqual([2, true]);
  });
});

describe('etabli mdm sign', () => {
  it('signs a profile, which openssl verifies, and refuses an invalid key (4)', async () => {
    const profile = await given('a.mobileconfig', '<plist version="1.0"><dict/></plist>\n');
    const [certificates, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const made = [
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificates,
      '-subj',
      '/CN=Atelier',
    ];
    execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'pipe' });
    const output = join(folder, 'signed.mobileconfig');
    const order = ['mdm', 'sign', profile, '--certificates', certificates, '--output', output];
    expect((await etabli(...order, '--key', key)).status).toBe(0);
    const trust = ['-CAfile', certificates, '-purpose', 'any'];
    const verified = execFileSync(
      'openssl',
      ['smime', '-verify', '-inform', 'DER', '-in', output, ...trust],
      {
        stdio: 'pipe',
      },
    );
    expect(verified.toString()).toBe('<plist version="1.0"><dict/></plist>\n');
    expect((await etabli(...order, '--force', '--key', profile)).status).toBe(4);
  });
});

describe('etabli mdm check', () => {
  it('ends with 0 for a file without errors, 1 with some, 2 for one that cannot be read', async () => {
    const file = await given('tablettes.yaml', PROFILE);
    const output = join(folder, 'checked');
    await etabli('mdm', 'render', file, '--platform', 'ios', '--output', output);
    const clean = join(output, 'tablettes.mobileconfig');
    expect(await etabli('mdm', 'check', clean)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/: 0 errors, \d+ warnings?, \d+ notes?\n$/),
    });
    const wrong = (await readFile(clean, 'utf8')).replace(
      /<key>SSID_STR<\/key>\s*<string>Atelier<\/string>/,
      '<key>SSID_STR</key><true/>',
    );
    expect((await etabli('mdm', 'check', await given('wrong.mobileconfig', wrong))).status).toBe(1);
    expect((await etabli('mdm', 'check', join(folder, 'nowhere'))).status).toBe(2);
    expect((await etabli('mdm', 'check', '/dev/zero')).status).toBe(2);
  });
});

describe('etabli mdm hashes', () => {
  const HEADINGS = 'Device Serial Number,Windows Product ID,Hardware Hash';
  const hash = (letter: string) => `${letter.repeat(160)}`;

  it('merges the PCs of several files into one for Intune', async () => {
    const one = await given('one.csv', `${HEADINGS}\r\nPF1,,${hash('A')}\r\n`);
    const two = await given('two.csv', `${HEADINGS}\r\nPF2,,${hash('B')}\r\n`);
    const output = join(folder, 'all.csv');
    const order = ['mdm', 'hashes', one, two, '--output', output, '--group-tag', 'Salle12'];
    expect(await etabli(...order)).toMatchObject({ status: 0, out: `${output}  2\n` });
    expect(await readFile(output, 'utf8')).toBe(
      `${HEADINGS},Group Tag,Assigned User\r\nPF1,,${hash('A')},Salle12,\r\nPF2,,${hash('B')},Salle12,\r\n`,
    );
  });

  it('names the invalid row and writes nothing (2)', async () => {
    const bad = await given('bad.csv', `${HEADINGS}\r\nPF1,,nonsense!\r\n`);
    const output = join(folder, 'none.csv');
    expect((await etabli('mdm', 'hashes', bad, '--output', output)).status).toBe(2);
    await expect(stat(output)).rejects.toThrow('ENOENT');
  });
});

describe('etabli mdm with a server', () => {
  let server: RunningServer;
  const remote = () => ['--url', server.base, '--token', server.token];

  beforeAll(async () => {
    server = await runningServer();
    await etabli(...remote(), 'profile', 'apply', await given('tablettes.yaml', PROFILE));
    await server.ask('/api/secrets', {
      method: 'PUT',
      body: JSON.stringify({ reference: 'wifi/atelier', value: 's3cret-value' }),
      headers: { 'content-type': 'application/json' },
    });
  });
  afterAll(() => server.stop());

  it('writes revealed secrets readable by their owner only', async () => {
    const output = join(folder, 'revealed');
    const order = ['mdm', 'render', 'tablettes', '--platform', 'android', '--reveal', '--output', output];
    expect((await etabli(...remote(), ...order)).status).toBe(0);
    const file = join(output, 'policy.json');
    expect(await readFile(file, 'utf8')).toContain('"Passphrase": "s3cret-value"');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('creates a one-time link', async () => {
    const { status, out } = await etabli(
      ...remote(),
      '--json',
      'mdm',
      'link',
      'tablettes',
      '--platform',
      'android',
    );
    expect(status).toBe(0);
    const { pathname, search } = new URL((JSON.parse(out) as { url: string }).url);
    const first = await fetch(server.base + pathname + search);
    expect([first.status, (await first.text()).includes('s3cret-value')]).toEqual([200, true]);
    expect((await fetch(server.base + pathname + search)).status).toBe(403);
    const shown = await etabli(...remote(), 'mdm', 'link', 'tablettes', '--platform', 'android');
    expect(shown.out).toMatch(/[█▀▄].*\nhttps:\/\/.*\/mdm\/policy\.json\?ticket=/s);
  });
});
