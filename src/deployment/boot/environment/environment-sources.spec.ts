import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '..', '..', '..', '..', 'environment', 'sources');
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

describe('the apt sources that the environment is built from', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'etabli-sources-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs the script on a machine whose apt-get tells these index targets: CODENAME|REPO_URI|RELEASE|SIGNED_BY. */
  async function sources(
    targets: string[],
  ): Promise<{ status: number | null; lines: string[]; said: string }> {
    const apt = join(folder, 'apt-get');
    await writeFile(apt, `#!/bin/sh\ncat <<'END'\n${targets.join('\n')}\nEND\n`);
    await chmod(apt, 0o755);
    const run = spawnSync('bash', [SCRIPT], { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin` } });
    return { status: run.status, lines: run.stdout.split('\n').filter(Boolean), said: run.stderr };
  }

  it('are the mirror of this machine, with its security suite and the firmware component', async () => {
    const { lines } = await sources([
      'trixie|http://mirror.example/debian/|trixie|/usr/share/keyrings/debian-archive-keyring.pgp',
      'trixie-updates|http://mirror.example/debian/|trixie-updates|/usr/share/keyrings/debian-archive-keyring.pgp',
      'trixie-security|http://mirror.example/debian-security/|trixie-security|',
    ]);
    expect(lines).toEqual([
      'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.pgp] http://mirror.example/debian/ trixie main non-free-firmware',
      'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.pgp] http://mirror.example/debian/ trixie-updates main non-free-firmware',
      'deb http://mirror.example/debian-security/ trixie-security main non-free-firmware',
    ]);
  });

  it('contain each source once, and accept the suite “stable”', async () => {
    const line = 'trixie|http://mirror.example/debian/|stable|';
    expect((await sources([line, line])).lines).toEqual([
      'deb http://mirror.example/debian/ stable main non-free-firmware',
    ]);
  });

  it('leave out other releases and local folders', async () => {
    const { lines } = await sources([
      'trixie|http://mirror.example/debian/|trixie|',
      'bookworm|http://mirror.example/debian/|bookworm|',
      'trixie|file:/srv/debian/|trixie|',
    ]);
    expect(lines).toEqual(['deb http://mirror.example/debian/ trixie main non-free-firmware']);
  });

  it('are deb.debian.org with Debian’s keys on a machine that is not Debian', async () => {
    const { status, lines, said } = await sources(['noble|http://archive.ubuntu.com/ubuntu/|noble|']);
    if (!existsSync(KEYRING)) {
      expect({ status, lines }).toEqual({ status: 1, lines: [] });
      expect(said).toContain('debian-archive-keyring');
      return;
    }
    expect(lines).toEqual([
      `deb [signed-by=${KEYRING}] http://deb.debian.org/debian trixie main non-free-firmware`,
      `deb [signed-by=${KEYRING}] http://deb.debian.org/debian trixie-updates main non-free-firmware`,
      `deb [signed-by=${KEYRING}] http://deb.debian.org/debian-security trixie-security main non-free-firmware`,
    ]);
  });
});
