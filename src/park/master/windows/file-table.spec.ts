import { PermanentError } from '../../../platform/core/index.js';
import { tableLine, tableOf } from './file-table.js';

interface Given {
  path: string;
  attributes: string;
  reparseTag?: string;
  group?: string;
  links?: number;
  streams: string[];
}

const HASH = 'e7bc546316d2d0ec13a2d3117b13468f5e939f95';
const OTHER = '3af2e3e5c3898c1bdd1bb7393167a216e85b5380';
const NONE = '0'.repeat(40);

/** A block of `wimlib-imagex dir --detailed`, as wimlib 1.14.4 prints it. */
function block({
  path,
  attributes,
  reparseTag,
  group = '0x0000000000000000',
  links = 1,
  streams,
}: Given): string {
  return `----------------------------------------------------------------------------
Full Path           = "${path}"
Short Name          = ""
Attributes          = ${attributes}
    FILE_ATTRIBUTE_ARCHIVE is set
Security Descriptor = 010004800000
Creation Time       = Sat Nov 28 20:09:15 2026 UTC
Last Write Time     = Sat Nov 28 20:09:15 2026 UTC
Last Access Time    = Sat Nov 28 20:09:15 2026 UTC
${reparseTag === undefined ? '' : `Reparse Tag         = ${reparseTag}\n`}Link Group ID       = ${group}
Link Count          = ${links}
${streams.join('')}`;
}

function stream(kind: string, hash: string, size: number): string {
  return `\t${kind}:
Hash              = 0x${hash}
Uncompressed size = ${size} bytes
Compressed size   = ${size} bytes
Offset in WIM     = 383 bytes
Part Number       = 1
Reference Count   = 2
Flags             = WIM_RESHDR_FLAG_COMPRESSED  

`;
}

const unnamed = (hash: string, size: number) => stream('Unnamed data stream', hash, size);

async function table(...blocks: Given[]): Promise<string[]> {
  async function* lines() {
    for (const line of blocks.map(block).join('').split('\n')) yield Promise.resolve(line);
  }
  const found: string[] = [];
  for await (const entry of tableOf(lines())) found.push(tableLine(entry));
  return found;
}

describe('the file table of an image', () => {
  it('has directories, files and empty files, without the root', async () => {
    expect(
      await table(
        { path: '/', attributes: '0x00000010', streams: [unnamed(NONE, 0)] },
        { path: '/Windows', attributes: '0x00000030', streams: [unnamed(NONE, 0)] },
        { path: '/Windows/win.ini', attributes: '0x00000020', streams: [unnamed(HASH, 8)] },
        { path: '/Windows/empty', attributes: '0x00000026', streams: [unnamed(NONE, 0)] },
      ),
    ).toEqual([
      'd\t00000030\t0\t-\tWindows\n',
      `f\t00000020\t8\t${HASH}\tWindows/win.ini\n`,
      'f\t00000026\t0\t-\tWindows/empty\n',
    ]);
  });

  it('has named streams of files, directories and the root', async () => {
    const named = stream('Named data stream "Zone.Identifier"', OTHER, 7);
    expect(
      await table(
        { path: '/', attributes: '0x00000010', streams: [unnamed(NONE, 0), named] },
        { path: '/a', attributes: '0x00000010', streams: [unnamed(NONE, 0), named] },
        { path: '/a/b', attributes: '0x00000020', streams: [unnamed(NONE, 0), named] },
      ),
    ).toEqual([
      `s\t00000010\t7\t${OTHER}\t:Zone.Identifier\n`,
      'd\t00000010\t0\t-\ta\n',
      `s\t00000010\t7\t${OTHER}\ta:Zone.Identifier\n`,
      'f\t00000020\t0\t-\ta/b\n',
      `s\t00000020\t7\t${OTHER}\ta/b:Zone.Identifier\n`,
    ]);
  });

  it('has a symbolic link and a junction as reparse points, with the digest of their data', async () => {
    const data = stream('Reparse point stream', HASH, 84);
    expect(
      await table(
        {
          path: '/Documents and Settings',
          attributes: '0x00002416',
          reparseTag: '0xA0000003',
          streams: [data],
        },
        { path: '/link', attributes: '0x00000420', reparseTag: '0xA000000C', streams: [data] },
      ),
    ).toEqual([`r\t00002416\t84\t${HASH}\tDocuments and Settings\n`, `r\t00000420\t84\t${HASH}\tlink\n`]);
  });

  it('has the further names of a hard link, and its streams once', async () => {
    const streams = [unnamed(HASH, 8), stream('Named data stream "x"', OTHER, 7)];
    const link = { attributes: '0x00000020', group: '0x0000000000000004', links: 2, streams };
    expect(
      await table(
        { path: '/first', ...link },
        { path: '/other', attributes: '0x00000020', group: '0x0000000000000005', links: 2, streams },
        { path: '/again', ...link },
      ),
    ).toEqual([
      `f\t00000020\t8\t${HASH}\tfirst\n`,
      `s\t00000020\t7\t${OTHER}\tfirst:x\n`,
      `f\t00000020\t8\t${HASH}\tother\n`,
      `s\t00000020\t7\t${OTHER}\tother:x\n`,
      `h\t00000020\t8\t${HASH}\tagain\n`,
    ]);
  });

  it.each(['Été à Nîmes', 'trailing.', 'two  spaces', 'photo 📷', 'quote " inside', '日本語', 'C\u0327a'])(
    'keeps the name %s byte by byte',
    async (name) => {
      const latin1 = Buffer.from(name).toString('latin1');
      const lines = await table({
        path: `/${latin1}`,
        attributes: '0x00000020',
        streams: [unnamed(HASH, 8)],
      });
      expect(Buffer.from(lines.join(''), 'latin1').toString('utf8')).toBe(
        `f\t00000020\t8\t${HASH}\t${name}\n`,
      );
    },
  );

  it('keeps a name that is not valid Unicode', async () => {
    const lone = Buffer.from([0xed, 0xa0, 0xbd]).toString('latin1');
    const [line = ''] = await table({
      path: `/${lone}`,
      attributes: '0x00000020',
      streams: [unnamed(NONE, 0)],
    });
    expect(Buffer.from(line, 'latin1').subarray(-4, -1)).toEqual(Buffer.from([0xed, 0xa0, 0xbd]));
  });

  it('escapes tabs and backslashes', async () => {
    expect(await table({ path: '/a\tb\\c', attributes: '0x00000020', streams: [unnamed(NONE, 0)] })).toEqual([
      'f\t00000020\t0\t-\ta\\tb\\\\c\n',
    ]);
  });

  it('refuses a file that EFS encrypted, and a name with a line break', async () => {
    const efs = {
      path: '/secret',
      attributes: '0x00004020',
      streams: [stream('Raw encrypted data stream', HASH, 8)],
    };
    await expect(table(efs)).rejects.toThrow('file refused in the image: secret; it is encrypted by EFS');
    const broken = { path: '/a\nb', attributes: '0x00000020', streams: [unnamed(HASH, 8)] };
    await expect(table(broken)).rejects.toThrow(PermanentError);
  });

  const reparse = stream('Reparse point stream', HASH, 16);

  it('refuses an image with files that CompactOS compressed, naming the first and what to run', async () => {
    const wof = { attributes: '0x00000420', reparseTag: '0x80000017' };
    const data = stream('Named data stream "WofCompressedData"', OTHER, 5000);
    const refused = table(
      { path: '/Windows', attributes: '0x00000010', streams: [unnamed(NONE, 0)] },
      { path: '/Windows/explorer.exe', ...wof, streams: [reparse, data] },
      { path: '/Windows/notepad.exe', ...wof, streams: [reparse, data] },
    );
    await expect(refused).rejects.toMatchObject({
      text: {
        fr: 'fichier refusé dans l’image : Windows/explorer.exe ; Windows le garde compressé (CompactOS) et il ne pourrait pas être relu sur le PC',
        en: 'file refused in the image: Windows/explorer.exe; Windows keeps it compressed (CompactOS), and it could not be read back on the PC',
      },
      remedy: {
        fr: 'Sur le PC de référence, avant sysprep, lancez compact /compactos:never, puis capturez l’image de nouveau.',
        en: 'On the reference PC, before sysprep, run compact /compactos:never, then capture the image again.',
      },
    });
  });

  it('refuses a reparse point with a named stream', async () => {
    const data = stream('Named data stream "Zone.Identifier"', OTHER, 7);
    const link = { path: '/link', attributes: '0x00000420', reparseTag: '0xA000000C' };
    await expect(table({ ...link, streams: [reparse, data] })).rejects.toThrow(
      'file refused in the image: link; it is a reparse point that has a named stream',
    );
  });
});
