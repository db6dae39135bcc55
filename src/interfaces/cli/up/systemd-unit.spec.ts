import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SERVER = 'docs/etabli.service';
const BOOT = 'docs/etabli-boot.service';

/** The values of one setting of a unit, from all its lines. */
async function values(unit: string, name: string): Promise<string[]> {
  const text = await readFile(unit, 'utf8');
  return [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))]
    .flatMap(([, value = '']) => value.split(' '))
    .filter((value) => value !== '');
}

/** The paths that a service with ProtectSystem=strict may write to. */
async function writable(unit: string): Promise<string[]> {
  const state = await values(unit, 'StateDirectory');
  return [...(await values(unit, 'ReadWritePaths')), ...state.map((name) => `/var/lib/${name}`)];
}

/** From 0 (safe) to 10 (exposed): systemd-analyze(1). */
async function exposure(unit: string): Promise<number> {
  const { stdout } = await run('systemd-analyze', ['security', '--offline=true', unit]);
  return Number(/exposure level for \S+: (\d+\.\d+)/.exec(stdout)?.[1]);
}

describe('the systemd units', () => {
  it.each(['install.fr.md', 'install.en.md'])(
    'allow the first start to create the files that %s names',
    async (guide) => {
      const text = await readFile(`docs/${guide}`, 'utf8');
      const [key = ''] = /(?<=^ *ETABLI_KEY_FILE=).+$/m.exec(text) ?? [];
      const [data = ''] = /(?<=^ *ETABLI_DATA_DIR=).+$/m.exec(text) ?? [];
      expect([key, data]).toEqual(['/etc/etabli/key', '/var/lib/etabli']);
      const [account] = await values(SERVER, 'User');
      expect(text).toContain(`install -d -m 0700 -o ${account} -g ${account} ${dirname(key)}`);
      expect(await writable(SERVER)).toEqual([dirname(key), data]);
    },
  );

  it.each([SERVER, BOOT])('have a low exposure level: %s', async (unit) => {
    expect(await exposure(unit)).toBeLessThanOrEqual(2.5);
  });

  it('give the server no capability, and the boot service three but no access to the server’s files', async () => {
    expect(await values(SERVER, 'CapabilityBoundingSet')).toEqual([]);
    expect(await values(SERVER, 'AmbientCapabilities')).toEqual([]);
    expect(await values(SERVER, 'User')).toEqual(['etabli']);
    const three = ['CAP_NET_BIND_SERVICE', 'CAP_NET_ADMIN', 'CAP_NET_RAW'];
    expect(await values(BOOT, 'CapabilityBoundingSet')).toEqual(three);
    expect(await values(BOOT, 'AmbientCapabilities')).toEqual(three);
    expect(await values(BOOT, 'User')).toEqual(['etabli-boot']);
    expect(await writable(BOOT)).toEqual(['/var/lib/etabli-boot']);
    expect(await values(SERVER, 'Environment')).toEqual(['BOOT_FILES=/var/lib/etabli-boot/tftp']);
    expect(await values(BOOT, 'UnsetEnvironment')).toEqual(['DATABASE_URL', 'REDIS_URL']);
  });

  it('allow setpriv to set the capabilities of dnsmasq', async () => {
    const filter = await values(BOOT, 'SystemCallFilter');
    expect(filter).toEqual(['@system-service', '~@privileged', '@resources', 'capset']);
  });

  it('start the boot service once', async () => {
    expect((await values(SERVER, 'ExecStart')).slice(-3)).toEqual(['dist/cli.js', 'up', '--without-boot']);
    expect((await values(BOOT, 'ExecStart')).slice(-2)).toEqual(['dist/cli.js', 'boot']);
  });
});
