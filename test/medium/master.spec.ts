import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ConflictError, NotFoundError, PermanentError } from '../../src/platform/core/index.js';
import { schemaDrift } from '../../src/platform/database/index.js';
import { CapturedDisks } from '../../src/park/master/captured-disks.js';
import {
  type MasterManifest,
  MasterRow,
  Masters,
  masterManifestSchema,
  Payloads,
} from '../../src/park/master/index.js';
import { readManifest, recipeFolder } from '../../src/park/master/manifests.js';
import { MasterStore } from '../../src/park/master/master.store.js';
import { ImageDescriber } from '../../src/park/master/windows/describe-image.js';
import { WindowsImages } from '../../src/park/master/windows/windows-images.js';
import { Ed25519Signer, newEd25519 } from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';
import { packDisk, type PackedDisk } from '../support/packed-disk.js';

let database: FreshDatabase;
let folder: string;
let payloads: Payloads;
let masters: Masters;

const mastersSignedBy = async (signer: Ed25519Signer) => {
  const source = await database.dataSource([MasterRow]);
  const store = new MasterStore(source.getRepository(MasterRow));
  const images = new WindowsImages(payloads, new ImageDescriber());
  return new Masters(store, payloads, new CapturedDisks(payloads, signer), images);
};

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0201' });
  folder = await mkdtemp(join(tmpdir(), 'masters-'));
  payloads = new Payloads({ dataDir: folder });
  masters = await mastersSignedBy(new Ed25519Signer(newEd25519()));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const manifest = (fields: object): MasterManifest =>
  masterManifestSchema.parse({ name: 'essai', version: '1', kind: 'rootfs', system: 'debian', ...fields });

/** A tar.zst of one file, and where it stands. */
const tarball = async (text: string) => {
  await mkdir(join(folder, 'tree'), { recursive: true });
  await writeFile(join(folder, 'tree', 'file'), text);
  const path = join(folder, 'rootfs.tar.zst');
  execFileSync('tar', ['--zstd', '-C', join(folder, 'tree'), '-cf', path, '.']);
  return path;
};

const spoil = async (sha256: string, at: number) => {
  const file = await open(payloads.path(sha256), 'r+');
  await file.write(Buffer.from([0xff, 0x00, 0xff]), 0, 3, at);
  await file.close();
};

describe('masters', () => {
  it('have a table that matches its entity', async () => {
    expect(await schemaDrift(await database.dataSource([MasterRow]))).toEqual([]);
  });

  it('are imported with the list of their contents, once for a name and version', async () => {
    const path = await tarball('hello');
    const first = await masters.import(manifest({}), path);
    expect(first).toMatchObject({
      name: 'essai',
      version: '1',
      kind: 'rootfs',
      payload: { rawBytes: 10_240 },
    });
    expect(await payloads.has(first.contentsSha256 ?? '')).toBe(true);
    expect(await masters.import(manifest({}), path)).toEqual(first);
    await expect(masters.import(manifest({}), await tarball('other'))).rejects.toThrow(ConflictError);
    const second = await masters.import(manifest({ version: '2' }), await tarball('other'));
    expect(await masters.find('essai')).toEqual(second);
    expect(await masters.find('essai', '1')).toEqual(first);
    expect((await masters.list({ page: 1, pageSize: 1, name: 'essai' })).items).toEqual([second]);
    await expect(masters.find('essai', '3')).rejects.toThrow(NotFoundError);
  });

  it('are refused when the payload is different, missing, or not a root file system', async () => {
    const path = await tarball('third');
    const other = manifest({ name: 'faux', payload: { sha256: '0'.repeat(64) } });
    await expect(masters.import(other, path)).rejects.toThrow(PermanentError);
    await expect(masters.import(other)).rejects.toThrow(NotFoundError);
    await writeFile(path, 'not an archive');
    await expect(masters.import(manifest({ name: 'faux' }), path)).rejects.toThrow(PermanentError);
    expect(await readdir(join(folder, 'payloads', '.incoming'))).toEqual([]);
    await expect(masters.find('faux')).rejects.toThrow(NotFoundError);
  });

  it('are verified byte by byte', async () => {
    const master = await masters.import(manifest({ name: 'sain' }), await tarball('sound'));
    expect(await masters.verify('sain')).toMatchObject({ valid: true, findings: [] });
    await spoil(master.payload.sha256, 30);
    const { valid, findings } = await masters.verify('sain');
    expect(valid).toBe(false);
    expect(findings[0]?.en).toContain('corrupted payload');
    await rm(payloads.path(master.payload.sha256));
    expect((await masters.verify('sain')).findings[0]?.en).toContain('no payload');
  });

  it.each(['debian-13', 'debian-13-desktop'])('come with a recipe for %s', async (name) => {
    const read = await readManifest(await recipeFolder(name));
    expect(read).toMatchObject({ name, kind: 'rootfs', system: 'debian', recipe: 'recipe.sh' });
  });

  it('name the existing recipes when another one is requested', async () => {
    await expect(masters.build('../etc')).rejects.toThrow('existing recipes: debian-13, debian-13-desktop');
  });
});

describe('a captured disk', () => {
  let packed: PackedDisk;
  const capture = async (payload: Buffer, index: Buffer, name: string) => {
    const [one, two] = await Promise.all(
      [payload, index].map((bytes) => payloads.write(Readable.from([bytes]))),
    );
    return masters.registerCapture({
      name,
      payloadSha256: one?.sha256 ?? '',
      indexSha256: two?.sha256 ?? '',
      system: 'debian',
      systemVersion: '13',
    });
  };
  beforeAll(() => (packed = packDisk()));
  afterAll(() => rm(packed.folder, { recursive: true }));

  it('becomes a master with a signed index, and the same capture stays the same master', async () => {
    const master = await capture(packed.payload, packed.index, 'atelier');
    expect(master).toMatchObject({ kind: 'disk', logicalSectorBytes: 512, minimumDiskBytes: 33_554_432 });
    expect(master.version).toMatch(/^\d{8}$/);
    expect(await capture(packed.payload, packed.index, 'atelier')).toEqual(master);
    expect(await masters.verify('atelier')).toMatchObject({ valid: true, findings: [] });
  });

  it('is refused when the payload does not match its index, and no master is created', async () => {
    const changed = Buffer.from(packed.payload);
    changed[500_000] = (changed[500_000] ?? 0) ^ 1;
    await expect(capture(changed, packed.index, 'abime')).rejects.toThrow('the index describes payload');
    await expect(capture(packed.payload, packed.index.subarray(1), 'abime')).rejects.toThrow(
      'disk index refused',
    );
    await expect(masters.find('abime')).rejects.toThrow(NotFoundError);
  });

  it('is not valid under the signature of another Établi', async () => {
    await capture(packed.payload, packed.index, 'atelier');
    const elsewhere = await mastersSignedBy(new Ed25519Signer(newEd25519()));
    const { valid, findings } = await elsewhere.verify('atelier');
    expect(valid).toBe(false);
    expect(findings[0]?.en).toContain("is not this Établi's");
  });

  it('is not valid when one of its frames is damaged on the disk', async () => {
    const master = await capture(packed.payload, packed.index, 'atelier');
    await spoil(master.payload.sha256, 500_000);
    const { valid, findings } = await masters.verify('atelier');
    expect(valid).toBe(false);
    expect(findings.map(({ en }) => en).join()).toContain(
      'the payload does not match its index (sha256, byte',
    );
  });
});
