import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DriverSigning,
  sha256,
  smallProgram,
  unsignedCatalog,
} from '../../../../test/support/driver-signing.js';
import { authenticodeDigest } from './portable-executable.js';
import { packageSignature } from './package-signature.js';

const INF = Buffer.from('[Version]\r\nSignature="$Windows NT$"\r\n');
const PROGRAM = smallProgram();

let signing: DriverSigning;
let folder: string;
beforeAll(async () => {
  signing = new DriverSigning();
  folder = await mkdtemp(join(tmpdir(), 'signature-'));
});
afterAll(async () => {
  signing.close();
  await rm(folder, { recursive: true });
});

const place = async (path: string, bytes: Buffer) => {
  await writeFile(join(folder, path), bytes);
  return { path, file: join(folder, path) };
};
const catalogOf = (inf: Buffer, program: Buffer) =>
  unsignedCatalog([sha256(inf), authenticodeDigest(program, 'sha256')!]);

/** The signature of a package whose root is that of the specs, or Microsoft's own. */
const signature = async (
  { inf = INF, program = PROGRAM, catalog }: { inf?: Buffer; program?: Buffer; catalog?: Buffer },
  root: DriverSigning['root'] | undefined = signing.root,
) => {
  const files = [await place('lab.sys', program)];
  const cat = catalog && (await place('lab.cat', catalog));
  return packageSignature(await place('lab.inf', inf), files, cat, root);
};

describe('the signature of a package', () => {
  it('is Microsoft’s when its catalog leads to the root and lists every file', async () => {
    const catalog = signing.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    expect(await signature({ catalog })).toEqual({
      state: 'microsoft',
      reason: {
        fr: 'lab.cat, signé par Lab hardware publisher, couvre l’INF et tous les .sys',
        en: 'lab.cat, signed by Lab hardware publisher, covers the INF and every .sys',
      },
      embedded: [{ path: 'lab.sys', state: 'unsigned', signers: [] }],
    });
  });

  it('is not Microsoft’s under another root, or without the usage for drivers', async () => {
    const catalog = signing.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    const files = [await place('lab.sys', PROGRAM)];
    const [inf, cat] = [await place('lab.inf', INF), await place('lab.cat', catalog)];
    expect(await packageSignature(inf, files, cat)).toMatchObject({ state: 'vendor' });
    const byVendor = signing.sign(catalogOf(INF, PROGRAM), 'vendor', '.cat');
    expect(await signature({ catalog: byVendor })).toMatchObject({ state: 'vendor' });
  });

  it('is not Microsoft’s when others made certificates with the same names', async () => {
    const forger = new DriverSigning();
    const catalog = forger.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    forger.close();
    expect(await signature({ catalog })).toMatchObject({
      state: 'vendor',
      reason: { en: 'lab.cat, signed by Lab hardware publisher, covers the INF and every .sys' },
    });
  });

  it.each([
    ['the INF has other line ends', { inf: Buffer.from(INF.toString().replaceAll('\r', '')) }, 'lab.inf'],
    ['the driver was changed', { program: smallProgram(1) }, 'lab.sys'],
  ])('is none when %s', async (_name, changed, file) => {
    const catalog = signing.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    expect(await signature({ catalog, ...changed })).toMatchObject({
      state: 'unsigned',
      reason: { en: `lab.cat does not cover ${file}: it is not listed, or its bytes were changed` },
    });
  });

  it('is none when the catalog was changed after it was signed', async () => {
    const signed = signing.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    const at = signed.indexOf(Buffer.from(sha256(INF), 'hex'));
    const other = Buffer.from(INF.toString().replace('Windows', 'windows'));
    Buffer.from(sha256(other), 'hex').copy(signed, at);
    Buffer.from(sha256(other), 'hex').copy(signed, signed.indexOf(Buffer.from(sha256(INF), 'hex')));
    expect(await signature({ catalog: signed, inf: other })).toMatchObject({
      state: 'unsigned',
      reason: { en: 'no signature of lab.cat could be verified' },
    });
  });

  it('is none when the signature is not that of the key of its certificate', async () => {
    const signed = signing.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    // The signature is the last value of the file.
    signed[signed.length - 1] = (signed.at(-1) ?? 0) ^ 1;
    expect(await signature({ catalog: signed })).toMatchObject({
      state: 'unsigned',
      reason: { en: 'no signature of lab.cat could be verified' },
    });
  });

  it('is none without a catalog or with one that nobody signed', async () => {
    expect(await signature({})).toMatchObject({
      state: 'unsigned',
      reason: { en: 'the package has no catalog file (.cat)' },
    });
    expect(await signature({ catalog: catalogOf(INF, PROGRAM) })).toMatchObject({ state: 'unsigned' });
  });

  it('is unknown when the catalog cannot be read', async () => {
    const signed = signing.sign(catalogOf(INF, PROGRAM), 'microsoft', '.cat');
    for (const catalog of [Buffer.from('no catalog'), signed.subarray(0, 200), Buffer.alloc(0)]) {
      expect(await signature({ catalog })).toMatchObject({
        state: 'unknown',
        reason: { en: 'lab.cat could not be read' },
      });
    }
  });
});

describe('the signatures inside a driver', () => {
  const embedded = async (program: Buffer) => (await signature({ program })).embedded;

  it('are all looked at: that of Microsoft stands beside that of the vendor', async () => {
    const vendor = signing.sign(PROGRAM, 'vendor', '.sys');
    expect(await embedded(vendor)).toEqual([{ path: 'lab.sys', state: 'vendor', signers: ['Lab vendor'] }]);
    expect(await embedded(signing.sign(vendor, 'microsoft', '.sys', true))).toEqual([
      { path: 'lab.sys', state: 'microsoft', signers: ['Lab vendor', 'Lab hardware publisher'] },
    ]);
  });

  it('do not count when the driver was changed', async () => {
    const signed = signing.sign(PROGRAM, 'microsoft', '.sys');
    signed[0x300] = 1;
    expect(await embedded(signed)).toEqual([{ path: 'lab.sys', state: 'unsigned', signers: [] }]);
  });

  it('are not part of the digest that a catalog lists', () => {
    const signed = signing.sign(PROGRAM, 'microsoft', '.sys');
    expect(authenticodeDigest(signed, 'sha256')).toBe(authenticodeDigest(PROGRAM, 'sha256'));
    expect(authenticodeDigest(INF, 'sha256')).toBeUndefined();
  });

  it('cannot make reading fail, whatever is cut off or changed', async () => {
    const signed = signing.sign(PROGRAM, 'microsoft', '.sys');
    for (let at = 0x40; at < signed.length; at += 211) {
      const changed = Buffer.from(signed);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      for (const program of [signed.subarray(0, at), changed]) {
        expect((await embedded(program))[0]?.path).toBe('lab.sys');
      }
    }
  });
});
