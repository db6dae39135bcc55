import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMedia } from '../../src/interfaces/cli/answer-media.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { linuxAnswer } from '../support/linux-answer.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etabli-media-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const file = (name: string, text: string, secret = false) => ({ name, text, secret });
const USER_DATA = file('user-data', '#cloud-config\nhostname: Été\n', true);
const META_DATA = file('meta-data', 'instance-id: iid-1\n');

/** What xorriso finds in an image. */
function xorriso(image: string, ...args: string[]): string {
  return execFileSync('xorriso', ['-no_rc', '-indev', image, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}

/** The volume label, from the primary volume descriptor. ECMA-119 §8.4: sector 16, 32 characters from byte 41. */
async function labelOf(image: string): Promise<string> {
  return (await readFile(image))
    .subarray(16 * 2048 + 40, 16 * 2048 + 72)
    .toString('latin1')
    .trim();
}

async function contentOf(image: string, name: string): Promise<string> {
  const copy = join(folder, 'copy');
  xorriso(image, '-osirrox', 'on', '-extract', `/${name}`, copy);
  const text = await readFile(copy, 'utf8');
  await rm(copy, { force: true });
  return text;
}

describe('an ISO image of answer files', () => {
  it.each([
    ['autounattend', 'UNATTEND', [file('autounattend.xml', '<unattend/>\r\n')]],
    ['preseed', 'PRESEED', [file('preseed.cfg', 'd-i a/b string c\n')]],
    ['autoinstall', 'CIDATA', [USER_DATA, META_DATA]],
    ['cloud-init', 'CIDATA', [USER_DATA, META_DATA, file('network-config', 'version: 2\n')]],
    ['kickstart', 'OEMDRV', [file('ks.cfg', 'text\n')]],
  ] as const)(
    'has the label, the names and the bytes that the installer looks for: %s',
    async (kind, label, files) => {
      const iso = join(folder, 'answer.iso');
      expect(await writeMedia({ kind, files, target: { iso } })).toEqual([iso]);
      expect(await labelOf(iso)).toBe(label);
      const names = files.map(({ name }) => `'/${name}'`);
      expect(xorriso(iso, '-find', '/', '-type', 'f').trim().split('\n').sort()).toEqual(names.sort());
      for (const { name, text } of files) expect(await contentOf(iso, name)).toBe(text);
    },
  );

  it('has the long name in Joliet, which Windows reads', async () => {
    const iso = join(folder, 'answer.iso');
    await writeMedia({ kind: 'autounattend', files: [file('autounattend.xml', '<a/>')], target: { iso } });
    expect((await readFile(iso)).includes(Buffer.from('autounattend.xml', 'utf16le').swap16())).toBe(true);
  });

  it('is identical, byte for byte, for the same files', async () => {
    const [first, second] = [join(folder, 'a.iso'), join(folder, 'b.iso')];
    for (const iso of [first, second])
      await writeMedia({ kind: 'autoinstall', files: [USER_DATA, META_DATA], target: { iso } });
    const image = await readFile(first);
    expect(image.equals(await readFile(second))).toBe(true);
    // The four dates of the volume, ECMA-119 §8.4: when it was made is not when this ran.
    const dates = image.subarray(16 * 2048 + 813, 16 * 2048 + 813 + 2 * 17).toString('latin1');
    expect(dates).toBe('2000010100000000\u00002000010100000000\u0000');
  });

  it('is readable by its owner only when it contains a secret', async () => {
    const [open, closed] = [join(folder, 'open.iso'), join(folder, 'closed.iso')];
    await writeMedia({ kind: 'cloud-init', files: [META_DATA], target: { iso: open } });
    await writeMedia({ kind: 'cloud-init', files: [USER_DATA, META_DATA], target: { iso: closed } });
    expect([(await stat(open)).mode & 0o777, (await stat(closed)).mode & 0o777]).toEqual([0o644, 0o600]);
  });

  it('replaces nothing without force', async () => {
    const iso = join(folder, 'answer.iso');
    await writeFile(iso, 'mine');
    const order = { kind: 'kickstart', files: [file('ks.cfg', 'text\n')], target: { iso } } as const;
    await expect(writeMedia(order)).rejects.toMatchObject({ text: { en: `${iso} already exists.` } });
    expect(await readFile(iso, 'utf8')).toBe('mine');
    await writeMedia({ ...order, force: true });
    expect(await labelOf(iso)).toBe('OEMDRV');
    expect(await readdir(folder)).toEqual(['answer.iso']);
  });

  it('leaves nothing behind and says what to install when xorriso is missing', async () => {
    const order = {
      kind: 'kickstart',
      files: [file('ks.cfg', 'text\n')],
      target: { iso: join(folder, 'a.iso') },
    } as const;
    await expect(writeMedia({ ...order, searchPath: folder })).rejects.toMatchObject({
      text: { en: 'xorriso, which writes ISO images, is not installed.' },
      remedy: { en: 'Install it (apt install xorriso), or fill a USB stick: --folder.' },
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a folder of answer files', () => {
  it('contains the files, those with secrets readable by their owner only', async () => {
    const stick = join(folder, 'stick');
    await writeMedia({ kind: 'cloud-init', files: [USER_DATA, META_DATA], target: { folder: stick } });
    expect((await readdir(stick)).sort()).toEqual(['meta-data', 'user-data']);
    expect(await readFile(join(stick, 'user-data'), 'utf8')).toBe(USER_DATA.text);
    const modes = await Promise.all(['user-data', 'meta-data'].map((name) => stat(join(stick, name))));
    expect(modes.map(({ mode }) => mode & 0o777)).toEqual([0o600, 0o644]);
  });

  it('gets none of the files when one already exists', async () => {
    const stick = join(folder, 'stick');
    await writeMedia({ kind: 'kickstart', files: [META_DATA], target: { folder: stick } });
    const files = [USER_DATA, META_DATA];
    await expect(writeMedia({ kind: 'cloud-init', files, target: { folder: stick } })).rejects.toMatchObject({
      text: { en: `${join(stick, 'meta-data')} already exists.` },
    });
    expect(await readdir(stick)).toEqual(['meta-data']);
  });
});

describe('etabli answer media', () => {
  async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
    const said = { out: '', err: '' };
    const streams = {
      out: { write: (text: string) => (said.out += text) },
      err: { write: (text: string) => (said.err += text) },
    };
    return { status: await runCommand(args, streams), ...said };
  }

  async function profile(text: string): Promise<string> {
    const path = join(folder, 'profile.yaml');
    await writeFile(path, text);
    return path;
  }

  it('writes the files of the profile, and prints the path', async () => {
    const iso = join(folder, 'answer.iso');
    const path = await profile('name: least\n');
    const { status, out } = await etabli('answer', 'media', path, '--kind', 'kickstart', '--iso', iso);
    expect([status, out]).toEqual([0, `${iso}\n`]);
    expect(await contentOf(iso, 'ks.cfg')).toBe(linuxAnswer('kickstart').files[0]!.text);
  });

  it('refuses to write references instead of secrets', async () => {
    const path = await profile('name: least\nusers: [{ name: anna, password: { vault: users/anna } }]\n');
    const iso = join(folder, 'answer.iso');
    const { status, err } = await etabli('answer', 'media', path, '--kind', 'preseed', '--iso', iso);
    expect(status).not.toBe(0);
    expect(err).toContain('Ce support a besoin de secrets du coffre : users/anna.');
    expect(await readdir(folder)).toEqual(['profile.yaml']);
  });

  it.each([[[]], [['--iso', 'a.iso', '--folder', 'b']]])(
    'requires exactly one target: %j',
    async (options) => {
      const path = await profile('name: least\n');
      expect((await etabli('answer', 'media', path, '--kind', 'preseed', ...options)).status).toBe(2);
    },
  );
});
