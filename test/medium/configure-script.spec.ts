import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verify } from 'unixcrypt';
import { configureValues } from '../../src/deployment/pipeline/steps/configure/configure-values.js';
import { profileSchema } from '../../src/documents/profile/index.js';
import { renderTemplate } from '../../src/platform/template/index.js';
import { CERTIFICATES, ROOT_PEM } from '../support/connections.js';
import { SimulatedDisk } from '../support/simulated-pc-disk.js';
import { SimulatedShell } from '../support/simulated-pc-shell.js';
import { tinyRootfs } from '../support/workshop.js';

/** Quotes, expansions, an emoji: everything that a shell could take for its own. */
const HOSTILE = `'"\`touch $CANARY\` $(touch $CANARY) \\ %s ${'${IFS}'} ;& é😀`;
const KEY = 'ssh-ed25519 AAAA etabli';

function script(more: object, secrets: [string, string][] = [], given: object = {}): string {
  const document = profileSchema.parse({ name: 'x', master: { name: 'm' }, ...more });
  return renderTemplate(
    'steps/configure.sh',
    configureValues(document, {
      hostname: 'PC-1',
      authorizedKey: KEY,
      certificateAuthority: '-----BEGIN CERTIFICATE-----\nAA==\n',
      server: 'https://10.0.0.1:8443',
      ticket: 'a.ticket',
      ...given,
      secrets: new Map(secrets),
    }),
  );
}

describe('the script of configure, run on a tree', () => {
  let disk: SimulatedDisk;
  const shell = new SimulatedShell();

  beforeEach(() => {
    disk = new SimulatedDisk('A');
    disk.beginApply();
    disk.unpack(tinyRootfs());
  });
  afterEach(() => disk.remove());
  afterAll(() => shell.remove());

  async function run(text: string) {
    let [out, err] = ['', ''];
    const status = await shell.onTarget(disk.root(), text, {
      out: (more) => (out += more),
      err: (more) => (err += more),
    });
    return { status, out, err };
  }
  const read = (path: string): string => readFileSync(join(disk.root(), path), 'utf8');
  const modeOf = (path: string): string => (statSync(join(disk.root(), path)).mode & 0o777).toString(8);

  it('writes name, locale, keyboard and access, and prints the new host key', async () => {
    const { status, out, err } = await run(script({}));
    expect([status, err]).toEqual([0, '']);
    expect(read('etc/hostname')).toBe('PC-1\n');
    expect(read('etc/hosts')).toBe('127.0.0.1\tlocalhost\n127.0.1.1\tPC-1\n');
    expect(read('etc/locale.conf')).toBe('LANG=fr_FR.UTF-8\n');
    expect(read('etc/timezone')).toBe('Europe/Paris\n');
    expect(read('etc/default/keyboard')).toContain('XKBLAYOUT="fr"\n');
    expect(read('root/.ssh/authorized_keys')).toBe(`${KEY}\n`);
    expect(read('etc/etabli/authorization')).toBe('Authorization: Bearer a.ticket\n');
    expect(modeOf('etc/etabli/authorization')).toBe('600');
    expect(modeOf('root/.ssh/authorized_keys')).toBe('600');
    const key = read('etc/ssh/ssh_host_ed25519_key.pub').split(' ').slice(0, 2).join(' ');
    expect(out.trim().split('\n').at(-1)).toBe(`HOSTKEY ${key}`);
  });

  describe('on a master that has French and English', () => {
    const german = new SimulatedShell({
      locale: `[ "$LC_ALL" != de_DE.UTF-8 ] || echo 'locale: Cannot set LC_CTYPE to default locale' >&2`,
      chroot: `T=$1; shift; printf '%s\\n' "$*" >> "$T/chroot.log"
case "$1" in
  locale) exec locale ;;
  ssh-keygen) exec ssh-keygen -q -t ed25519 -N '' -f "$T/etc/ssh/ssh_host_ed25519_key" ;;
esac`,
    });
    beforeEach(() => {
      mkdirSync(join(disk.root(), 'usr/sbin'), { recursive: true });
      writeFileSync(join(disk.root(), 'usr/sbin/locale-gen'), '', { mode: 0o755 });
      writeFileSync(join(disk.root(), 'etc/locale.gen'), 'en_US.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\n');
    });
    afterAll(() => german.remove());

    it.each([
      ['fr_FR.UTF-8', 'en_US.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\n', false],
      ['de_DE.UTF-8', 'en_US.UTF-8 UTF-8\nfr_FR.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n', true],
    ])('makes the locale %s only when the master lacks it', async (language, list, isMade) => {
      const text = script({ locale: { language, keyboard: { layout: 'fr' }, timeZone: 'Europe/Paris' } });
      const sink = () => undefined;
      expect(await german.onTarget(disk.root(), text, { out: sink, err: sink })).toBe(0);
      expect(read('etc/locale.gen')).toBe(list);
      expect(read('chroot.log').split('\n').includes('locale-gen')).toBe(isMade);
    });
  });

  it('gives the same tree when it runs again, with another host key', async () => {
    const text = script({ users: [{ name: 'alice', sshKeys: [] }] });
    await run(text);
    const before = read('etc/hosts') + read('root/.ssh/authorized_keys') + read('etc/passwd');
    const first = read('etc/ssh/ssh_host_ed25519_key.pub');
    expect((await run(text)).status).toBe(0);
    expect(read('etc/hosts') + read('root/.ssh/authorized_keys') + read('etc/passwd')).toBe(before);
    expect(read('etc/ssh/ssh_host_ed25519_key.pub')).not.toBe(first);
  });

  it('passes a hostile password to chpasswd only as a hash, and executes nothing of it', async () => {
    const users = [{ name: 'alice', password: { vault: 'p' } }];
    const text = script({ users }, [['p', HOSTILE]]);
    expect(text).not.toContain('touch $CANARY');
    execFileSync('bash', ['-n'], { input: text });
    const canary = join(disk.root(), 'canary');
    const { status } = await run(`CANARY='${canary}'; export CANARY\n${text}`);
    expect(status).toBe(0);
    const [, hash = ''] = /^alice:(\S+)\n$/.exec(read('chpasswd.log')) ?? [];
    expect(verify(HOSTILE, hash)).toBe(true);
    expect(read('chroot.log')).toContain('chpasswd --encrypted\n');
    expect(existsSync(canary)).toBe(false);
  });

  it('writes a hostile Wi-Fi passphrase into a file that only root reads', async () => {
    const wifi = [{ ssid: `l'été "$(reboot)"`, security: 'wpa2-psk', passphrase: { vault: 'w' } }];
    const passphrase = `it's "$(touch x)" \`y\` 😀`;
    expect((await run(script({ network: { wifi } }, [['w', passphrase]]))).status).toBe(0);
    const [file = ''] = execFileSync('ls', [join(disk.root(), 'etc/NetworkManager/system-connections')])
      .toString()
      .trim()
      .split('\n');
    const path = `etc/NetworkManager/system-connections/${file}`;
    expect(read(path)).toContain(`psk=${passphrase}\n`);
    expect(modeOf(path)).toBe('600');
  });

  it('writes the certificates of a Wi-Fi into files that only root reads', async () => {
    const eap = { method: 'tls', clientCertificate: 'pc', trustedCertificates: ['root'] };
    const network = { wifi: [{ ssid: 'Bureau', security: 'wpa3-enterprise', eap }] };
    execFileSync('install', ['-m', '755', '/dev/null', join(disk.root(), 'usr/sbin/update-ca-certificates')]);
    const secrets: [string, string][] = [
      ['pc/p12', Buffer.from('pkcs12').toString('base64')],
      ['pc/password', HOSTILE],
      ['anna/p12', 'MIID'],
    ];
    expect((await run(script({ certificates: CERTIFICATES, network }, secrets))).status).toBe(0);
    const folder = 'etc/NetworkManager/certificates';
    const files = readdirSync(join(disk.root(), folder)).sort();
    expect(files).toEqual([expect.stringMatching(/-ca\.pem$/), 'pc.p12']);
    expect(read(`${folder}/${files[0]}`)).toBe(ROOT_PEM);
    expect(read(`${folder}/pc.p12`)).toBe('pkcs12');
    expect(files.map((name) => modeOf(`${folder}/${name}`))).toEqual(['600', '600']);
    expect(modeOf(folder)).toBe('700');
  });

  it('has the system trust the authorities of the profile', async () => {
    execFileSync('install', ['-m', '755', '/dev/null', join(disk.root(), 'usr/sbin/update-ca-certificates')]);
    expect((await run(script({ certificates: CERTIFICATES.slice(0, 1) }))).status).toBe(0);
    expect(read('usr/local/share/ca-certificates/root.crt')).toBe(ROOT_PEM);
    expect(read('chroot.log')).toContain('update-ca-certificates\n');
  });

  it('fails when the master cannot install certificates', async () => {
    const { status, err } = await run(script({ certificates: CERTIFICATES.slice(0, 1) }));
    expect([status, err]).toEqual([
      3,
      'the profile asks for certificates, and the master has no ca-certificates\n',
    ]);
  });

  it('fails with what the master lacks, instead of leaving a PC that cannot be reached', async () => {
    execFileSync('rm', [join(disk.root(), 'usr/sbin/sshd')]);
    const { status, err } = await run(script({}));
    expect(status).toBe(3);
    expect(err).toBe('the master has no /usr/sbin/sshd, which the rest of the deployment needs\n');
  });
});
