import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, PermanentError } from '../../src/platform/core/index.js';
import { CapturedDisks } from '../../src/park/master/captured-disks.js';
import {
  type MasterManifest,
  MasterRow,
  Masters,
  masterManifestSchema,
  masterSchema,
  Payloads,
} from '../../src/park/master/index.js';
import { MasterStore } from '../../src/park/master/master.store.js';
import { ImageDescriber } from '../../src/park/master/windows/describe-image.js';
import type { ImageDescription } from '../../src/park/master/windows/image.schema.js';
import { WindowsImages } from '../../src/park/master/windows/windows-images.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';
import { versionOfToday } from '../support/version-day.js';

const DESCRIPTION: ImageDescription = {
  bootManagers: [
    {
      path: 'Windows/Boot/EFI/bootmgfw.efi',
      folder: 'EFI',
      authenticodeSha256: 'ab'.repeat(32),
      signers: [{ subject: 'Microsoft Windows', issuer: 'Microsoft Windows Production PCA 2011' }],
      authority: 'Microsoft Windows Production PCA 2011',
    },
  ],
  storage: [{ id: 'PCI\\CC_0108', inf: 'stornvme.inf' }],
  ids: ['PCI\\CC_0108'],
};

/** Keeps what it was shown, and describes every image alike. */
class ShownDescriber extends ImageDescriber {
  shown: string[] = [];
  override async describe(folder: string): Promise<ImageDescription> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    this.shown = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
      .sort();
    return DESCRIPTION;
  }
}

let database: FreshDatabase;
let folder: string;
let payloads: Payloads;
let masters: Masters;
const describer = new ShownDescriber();
const at = (name: string) => join(folder, name);
const wimlib = (...args: string[]) =>
  execFileSync('wimlib-imagex', args, { stdio: ['ignore', 'pipe', 'ignore'] });

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0201' });
  folder = await mkdtemp(join(tmpdir(), 'masters-windows-'));
  payloads = new Payloads({ dataDir: folder });
  const source = await database.dataSource([MasterRow]);
  const disks = new CapturedDisks(payloads, new Ed25519Signer(newEd25519()));
  const images = new WindowsImages(payloads, describer);
  masters = new Masters(new MasterStore(source.getRepository(MasterRow)), payloads, disks, images);
  await makeMedia();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** two.wim with two editions, and the same as an .esd, as a split .swm and on ISOs. */
async function makeMedia() {
  const builder = join(import.meta.dirname, '..', 'support', 'windows_image.py');
  execFileSync('/usr/bin/python3', [builder, at('two.wim'), '--editions', '2', '--mebibytes', '2']);
  wimlib('export', at('two.wim'), 'all', at('two.esd'), '--solid');
  await mkdir(at('split'));
  wimlib('split', at('two.wim'), at('split/Win[11].swm'), '2');
  await makeIso('windows.iso', { 'sources/Install.wim': 'two.wim' });
  await makeIso('esd.iso', { 'sources/install.esd': 'two.esd' });
  await mkdir(at('parts'));
  wimlib('split', at('two.wim'), at('parts/install.swm'), '2');
  const parts = (await readdir(at('parts'))).map((name) => [`sources/${name}`, `parts/${name}`]);
  await makeIso('swm.iso', Object.fromEntries(parts) as Record<string, string>);
  await makeIso('plain.iso', { 'sources/install.wim': 'two.wim' }, ['-J']);
  await makeIso('rescue.iso', { 'sources/boot.wim': 'two.wim' });
}

/** An ISO like Microsoft's: what ISO 9660 shows of it has only the readme. */
const LIKE_MICROSOFT = ['-udf', '-iso-level', '3', '-hide', 'sources'];

async function makeIso(name: string, files: Record<string, string>, format = LIKE_MICROSOFT) {
  const root = at(`${name}.root`);
  await mkdir(join(root, 'sources'), { recursive: true });
  await writeFile(join(root, 'README.TXT'), 'This disc contains a "UDF" file system');
  for (const [path, from] of Object.entries(files))
    await writeFile(join(root, path), await readFile(at(from)));
  execFileSync('genisoimage', ['-quiet', ...format, '-o', at(name), root], { stdio: 'ignore' });
}

/** A copy with one byte inverted, or cut. */
async function spoilt(name: string, copy: string, { at: share, cut = false }: { at: number; cut?: boolean }) {
  const bytes = await readFile(at(name));
  const place = Math.floor(bytes.length * share);
  bytes[place] = bytes[place]! ^ 0xff;
  await writeFile(at(copy), cut ? bytes.subarray(0, place) : bytes);
  return at(copy);
}

/** The names of all payloads, and of what imports left behind. */
async function kept(): Promise<string[]> {
  const names = await readdir(payloads.folder, { recursive: true }).catch(() => []);
  return names.filter((name) => !['.incoming', '.importing'].includes(name)).sort();
}

const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError || error instanceof PermanentError)) throw error;
  return error;
};

const contentsOf = (sha256: string) =>
  execFileSync('zstd', ['-dcq', payloads.path(sha256)])
    .toString('utf8')
    .split('\n');

describe('an ISO of Windows', () => {
  it('lists its editions', async () => {
    expect(await masters.editions(at('windows.iso'))).toEqual([
      {
        index: 1,
        name: 'Windows 11 Pro',
        displayName: 'Windows 11 Pro',
        edition: 'Professional',
        build: '26100.1742',
        languages: ['fr-FR'],
        architecture: 'amd64',
        installationType: 'Client',
        bytes: expect.any(Number),
      },
      expect.objectContaining({ index: 2, name: 'Windows 11 Famille', edition: 'Core' }),
    ]);
  });

  it('is refused without a choice, with the list of its editions', async () => {
    const error = await refusal(masters.importImage(at('windows.iso')));
    expect(error.text.en).toBe('windows.iso has 2 editions');
    expect((error as InputError).findings.map(({ found }) => found)).toEqual([
      'Windows 11 Pro (Professional), fr-FR, 26100.1742, amd64',
      'Windows 11 Famille (Core), fr-FR, 26100.1742, amd64',
    ]);
    expect(await kept()).toEqual([]);
  });

  it('becomes a master: one pipable image, its file table, its description', async () => {
    const seen = new Map<string, number>();
    const master = await masters.importImage(
      at('windows.iso'),
      { edition: 'professional' },
      (title, { done, total }) => seen.set(title.en, done / total),
    );
    expect(master).toMatchObject({
      name: 'windows-11-pro',
      version: versionOfToday('26100\\.1742-'),
      kind: 'wim',
      system: 'windows',
      systemVersion: '26100.1742',
      image: {
        edition: 'Professional',
        name: 'Windows 11 Pro',
        build: '26100.1742',
        languages: ['fr-FR'],
        architecture: 'amd64',
        productType: 'WinNT',
        bootManagers: DESCRIPTION.bootManagers,
      },
    });
    expect(masterSchema.parse(master)).toMatchObject({ image: master.image });
    expect(master.minimumDiskBytes).toBeGreaterThan(master.payload.rawBytes + 6 * 2 ** 30);
    expect([...seen]).toEqual([
      ['copying sources/Install.wim from the ISO', 1],
      ['writing Windows 11 Pro', 1],
      ['verifying the image', 1],
    ]);
    expect(describer.shown).toEqual([
      'Windows/Boot/EFI/bootmgfw.efi',
      'Windows/Boot/EFI_EX/bootmgfw_EX.efi',
      'Windows/System32/config/DRIVERS',
      'Windows/System32/config/SYSTEM',
    ]);
    const { contentsSha256 = '', image } = master;
    expect((await stat(payloads.path(master.payload.sha256))).mode & 0o777).toBe(0o600);
    expect(await kept()).toEqual(
      [master.payload.sha256, contentsSha256, image?.descriptionSha256 ?? ''].sort(),
    );
    expect(JSON.parse(await readFile(payloads.path(image!.descriptionSha256), 'utf8'))).toEqual(DESCRIPTION);
  });

  it('gives a payload that applies as a stream', async () => {
    const { payload } = await masters.find('windows-11-pro');
    const target = at('applied');
    execFileSync('wimlib-imagex', ['apply', '-', '1', target], {
      input: await readFile(payloads.path(payload.sha256)),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    expect(await readdir(target)).toContain('Windows');
  });

  it('gives a table that says what a volume has on which it was applied', async () => {
    const { payload, contentsSha256 } = await masters.find('windows-11-pro');
    const witness = join(import.meta.dirname, '..', 'support', 'ntfs_table.py');
    const seen = execFileSync('/usr/bin/python3', [witness, payloads.path(payload.sha256)]).toString('utf8');
    const table = contentsOf(contentsSha256 ?? '').filter((line) => line !== '');
    expect(table.length).toBeGreaterThan(100);
    expect(new Set(table.map((line) => line.split('\t')[0]))).toEqual(new Set(['d', 'f', 's', 'r', 'h']));
    const comparable = table.map((line) => {
      const [kind, , size, sha1, path] = line.split('\t');
      return [kind === 'h' ? 'f' : kind, size, sha1, path].join('\t');
    });
    expect(comparable.sort()).toEqual(seen.split('\n').filter(Boolean).sort());
  });

  it('is the same master when it is imported again', async () => {
    const first = await masters.find('windows-11-pro');
    expect(await masters.importImage(at('windows.iso'), { edition: '1' })).toEqual(first);
    expect(await kept()).toHaveLength(3);
  });
});

describe('a WIM', () => {
  it.each(['esd.iso', 'swm.iso', 'plain.iso', 'two.wim', 'two.esd', 'split/Win[11].swm'])(
    '%s gives the same files as the ISO',
    async (name) => {
      const master = await masters.importImage(at(name), { edition: 'Windows 11 Pro', name: 'same-files' });
      const { contentsSha256 } = await masters.find('windows-11-pro');
      expect(master.contentsSha256).toBe(contentsSha256);
      expect(wimlib('info', '--header', payloads.path(master.payload.sha256)).toString()).toMatch(
        /WLPWM[^]*0x10d00[^]*LZX[^]*Total Parts += 1\nImage Count += 1\n/,
      );
    },
  );

  it('that applies as a stream is stored as it is', async () => {
    wimlib('export', at('two.wim'), '2', at('ready.wim'), '--pipable', '--compress=XPRESS');
    const master = await masters.importImage(at('ready.wim'), { name: 'ready', version: '1' });
    const bytes = await readFile(at('ready.wim'));
    expect(master.payload.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect([master.name, master.version]).toEqual(['ready', '1']);
  });

  it('that is split is refused by its second part, and without it', async () => {
    expect((await refusal(masters.importImage(at('split/Win[11]2.swm')))).text.en).toMatch(
      /^Win\[11\]2\.swm: it is part 2 of \d; give the first one$/,
    );
    const alone = at('alone.swm');
    await writeFile(alone, await readFile(at('split/Win[11].swm')));
    expect((await refusal(masters.importImage(alone, { edition: '1' }))).text.en).toMatch(
      /^alone\.swm: part 2 of \d is not in the same folder$/,
    );
  });
});

describe('what cannot be a master', () => {
  const cases: [string, () => string | Promise<string>, RegExp][] = [
    [
      'a byte that changed in a WIM',
      () => spoilt('two.wim', 'spoilt.wim', { at: 0.5 }),
      /damaged.*\(wimlib (2|28)\)/,
    ],
    [
      'a byte that changed in an .esd',
      () => spoilt('two.esd', 'spoilt.esd', { at: 0.5 }),
      /damaged.*\(wimlib (2|28)\)/,
    ],
    [
      'a byte that changed in an ISO',
      () => spoilt('windows.iso', 'spoilt.iso', { at: 0.6 }),
      /damaged.*\(wimlib (2|28)\)/,
    ],
    [
      'a byte that changed in a WIM that is stored as it is',
      async () => {
        wimlib('export', at('two.wim'), '1', at('whole.wim'), '--pipable');
        return spoilt('whole.wim', 'spoilt-whole.wim', { at: 0.5 });
      },
      /damaged.*\(wimlib (2|28)\)/,
    ],
    [
      'a WIM that stops',
      () => spoilt('two.wim', 'cut.wim', { at: 0.7, cut: true }),
      /stops before its end \(wimlib 65\)/,
    ],
    [
      'an .esd that stops',
      () => spoilt('two.esd', 'cut.esd', { at: 0.7, cut: true }),
      /stops before its end \(wimlib 65\)/,
    ],
    [
      'an ISO that stops',
      () => spoilt('windows.iso', 'cut.iso', { at: 0.7, cut: true }),
      /damaged or incomplete/,
    ],
    ['an ISO without an image to install', () => at('rescue.iso'), /no installation ISO of Windows/],
    [
      'a text',
      async () => {
        await writeFile(at('notes.wim'), 'bonjour');
        return at('notes.wim');
      },
      /is no ISO, no WIM/,
    ],
    [
      'an image for ARM',
      () => changed('arm.wim', 'WINDOWS/ARCH=12'),
      /architecture arm64; Établi deploys amd64 PCs/,
    ],
    [
      'Windows PE',
      () => changed('pe.wim', 'WINDOWS/INSTALLATIONTYPE=WindowsPE'),
      /it is Windows PE, which boots but is not installed/,
    ],
    [
      'a WIM of something else',
      () => {
        wimlib('capture', at('split'), at('else.wim'));
        return at('else.wim');
      },
      /it is not an image of Windows/,
    ],
    [
      'an image without a registry',
      () => {
        wimlib('export', at('two.wim'), '1', at('bare.wim'));
        wimlib('update', at('bare.wim'), '1', '--command', 'delete --recursive /Windows/System32/config');
        return at('bare.wim');
      },
      /no registry/,
    ],
  ];

  /** A WIM of one image with a property of its XML changed. */
  function changed(name: string, property: string) {
    wimlib('export', at('two.wim'), '1', at(name));
    wimlib('info', at(name), '1', '--image-property', property);
    return at(name);
  }

  it.each(cases)('%s is refused, and nothing is kept', async (_what, make, message) => {
    const before = await kept();
    const file = await make();
    const editions = await masters.editions(file).catch(() => []);
    const edition = editions.length > 1 ? '1' : undefined;
    const error = await refusal(masters.importImage(file, { edition, name: 'refused' }));
    expect(error.text.en).toMatch(message);
    expect(error.remedy).toBeDefined();
    expect(await kept()).toEqual(before);
    await expect(masters.find('refused')).rejects.toThrow('no master refused');
  });

  it.each([{ name: 'Windows 11' }, { version: '-1' }])(
    'the order %j is refused before the image is read, and nothing is kept',
    async (order) => {
      const before = await kept();
      const seen: string[] = [];
      const work = masters.importImage(at('two.wim'), { edition: '1', ...order }, ({ en }) => seen.push(en));
      const [field = ''] = Object.keys(order);
      expect((await refusal(work)).text.en).toBe(`invalid manifest (--name, --version): ${field}`);
      expect([seen, await kept()]).toEqual([[], before]);
    },
  );

  it('an edition that is not there is refused with those that are', async () => {
    const error = await refusal(masters.importImage(at('two.wim'), { edition: 'Enterprise' }));
    expect(error.text).toEqual({
      fr: 'two.wim n’a pas d’édition « Enterprise »',
      en: 'two.wim has no edition “Enterprise”',
    });
    expect((error as InputError).findings).toHaveLength(2);
  });

  it('a file that a killed import left is removed by the next one', async () => {
    const left = join(payloads.folder, '.importing', '999999-1-x');
    await mkdir(left, { recursive: true });
    await writeFile(join(left, 'image.wim'), 'half');
    await masters.editions(at('two.wim'));
    expect(await readdir(join(payloads.folder, '.importing'))).toEqual([]);
  });
});

describe('a manifest of kind wim', () => {
  const manifest = (fields: object): MasterManifest =>
    masterManifestSchema.parse({ name: 'office', version: '1', kind: 'wim', system: 'windows', ...fields });

  it('registers the payload that was uploaded, under its own name', async () => {
    const { payload, contentsSha256, image } = await masters.find('windows-11-pro');
    const master = await masters.import(manifest({ payload: { sha256: payload.sha256 } }));
    expect(master).toMatchObject({ name: 'office', version: '1', payload, contentsSha256, image });
  });

  it('refuses an uploaded payload that does not apply as a stream, and says what to do', async () => {
    const { sha256 } = await payloads.write([await readFile(at('two.esd'))] as never);
    const error = await refusal(masters.import(manifest({ version: '2', payload: { sha256 } })));
    expect(error.text.en).toBe('this WIM cannot be applied as a stream: it has 2 images');
    expect(error.remedy?.en).toContain('wimlib-imagex export FILE INDEX NEW.wim --pipable --compress=LZX');
  });

  it('takes a file, which must be the one that it names', async () => {
    const sha256 = '0'.repeat(64);
    const other = manifest({ version: '3', payload: { sha256 } });
    await expect(masters.import(other, at('ready.wim'))).rejects.toThrow('corrupted payload');
    const master = await masters.import(manifest({ version: '3', minimumDiskBytes: 5 }), at('ready.wim'));
    expect(master).toMatchObject({
      name: 'office',
      version: '3',
      minimumDiskBytes: 5,
      systemVersion: '26100.1742',
    });
  });
});

describe('verification', () => {
  const invert = async (sha256: string) => {
    const file = await open(payloads.path(sha256), 'r+');
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 30);
    await file.write(Buffer.from([buffer[0]! ^ 0xff]), 0, 1, 30);
    await file.close();
  };

  it('reads payload, table and description', async () => {
    const master = await masters.find('windows-11-pro');
    const digests = [master.payload.sha256, master.contentsSha256 ?? '', master.image!.descriptionSha256];
    expect(await masters.verify('windows-11-pro')).toMatchObject({ valid: true, findings: [] });
    for (const sha256 of digests) {
      await invert(sha256);
      const { valid, findings } = await masters.verify('windows-11-pro');
      expect([valid, findings.length, findings[0]?.en.slice(0, 25)]).toEqual([
        false,
        1,
        'corrupted payload: digest',
      ]);
      await invert(sha256);
    }
  });
});

describe('a captured image of Windows', () => {
  let sha256: string;

  beforeAll(async () => {
    const builder = join(import.meta.dirname, '..', 'support', 'captured_windows.py');
    execFileSync('/usr/bin/python3', [builder, at('captured.wim')]);
    ({ sha256 } = await payloads.write([await readFile(at('captured.wim'))] as never));
  });

  const capture = (fields: object = {}) =>
    masters.registerImage({ name: 'reference', payloadSha256: sha256, build: '26100.1742', ...fields });

  let registered: string;

  it('becomes a master under the date, with the build that the PC told', async () => {
    const seen: string[] = [];
    const master = await masters.registerImage(
      { name: 'reference', payloadSha256: sha256, build: '26100.1742' },
      ({ en }) => seen.push(en),
    );
    ({ version: registered } = master);
    expect(seen).toContain('verifying the image');
    expect(master).toMatchObject({
      name: 'reference',
      version: versionOfToday(),
      kind: 'wim',
      system: 'windows',
      systemVersion: '26100.1742',
      payload: { sha256 },
      image: {
        edition: 'Professional',
        name: 'Windows Professional 26100.1742',
        build: '26100.1742', // wimlib reads 26100.0
        languages: ['fr-FR'],
        productType: 'WinNT',
        bootManagers: DESCRIPTION.bootManagers,
      },
    });
    expect(masterManifestSchema.parse(master.manifest)).toEqual(master.manifest);
    expect(await masters.verify('reference')).toMatchObject({ valid: true, findings: [] });
  });

  it('is the same master when it is registered again, and another one of the day gets a number', async () => {
    expect(await capture()).toEqual(await masters.find('reference', registered));
    const other = await payloads.write([await stamped(at('captured.wim'))] as never);
    expect((await capture({ payloadSha256: other.sha256 })).version).toBe(`${registered}.2`);
  });

  it('keeps the build of the image when the PC told none', async () => {
    expect((await capture({ name: 'untold', build: '' })).image?.build).toBe('26100.0');
  });

  it.each([
    ['that is damaged', () => spoilt('captured.wim', 'spoilt-capture.wim', { at: 0.5 }), /damaged/, /memory/],
    [
      'that is not of Windows',
      () => {
        wimlib('capture', at('split'), at('other.wim'), '--pipable');
        return Promise.resolve(at('other.wim'));
      },
      /it is not an image of Windows/,
      /64-bit Windows/,
    ],
  ])('%s is refused with what to do, and nothing is registered', async (_, make, cause, remedy) => {
    const wrong = await payloads.write([await readFile(await make())] as never);
    const before = await kept();
    const error = await refusal(capture({ name: 'refused', payloadSha256: wrong.sha256 }));
    expect(error.text.en).toMatch(/^the captured image cannot become a master: /);
    expect(error.text.en).toMatch(cause);
    expect(error.remedy?.en).toMatch(/^Nothing was registered\. /);
    expect(error.remedy?.en).toMatch(remedy);
    expect(await kept()).toEqual(before);
    await expect(masters.find('refused')).rejects.toThrow('no master refused');
  });

  /** The same image under another GUID, as a second capture has it. */
  async function stamped(path: string): Promise<Buffer> {
    const bytes = await readFile(path);
    for (const header of [0, bytes.length - 208]) bytes.fill(7, header + 24, header + 40);
    return bytes;
  }
});
