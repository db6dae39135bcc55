import { textRow, workbook, zipOf } from '../../../../test/support/workbook.js';
import { InputError } from '../../../platform/core/index.js';
import { isArchive, isOldWorkbook } from './file-kind.js';
import { clearMapping, lotOfSheet } from './lot-table.js';
import { readXlsxSheet } from './xlsx-sheet.js';

const read = async (bytes: Buffer) => {
  const sheet = await readXlsxSheet(bytes);
  return lotOfSheet(sheet, clearMapping(sheet));
};

async function refusal(bytes: Buffer): Promise<string> {
  const error = await readXlsxSheet(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).text.en;
}

describe('the workbook of a lot', () => {
  it('is read: shared texts, texts in the cell, numbers, empty cells, and rows that count as in Excel', async () => {
    const bytes = await workbook(
      {
        Parc: `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>Remarques</t></is></c></row>
               <row r="4"><c r="A4"><v>4012345</v></c><c r="B4" t="s"><v>2</v></c></row>
               <row r="5"><c r="A5" t="inlineStr"><is><t>00123</t></is></c><c r="C5" s="1"><v>46350</v></c></row>`,
      },
      ['N° de série', 'Utilisateur', 'Zoé Lefœuvre &amp; Fils &lt;b&gt;'],
    );
    expect((await read(bytes)).rows.map(({ row, cells }) => ({ row, ...cells }))).toEqual([
      { row: 4, serial: '4012345', user: 'Zoé Lefœuvre & Fils <b>', notes: '' },
      { row: 5, serial: '00123', user: '', notes: '2026-11-24' },
    ]);
  });

  it('recognises a serial number that Excel took for a number and spoilt', async () => {
    const bytes = await workbook({
      A: '<row r="1"><c r="A1" t="inlineStr"><is><t>serial</t></is></c></row><row r="2"><c r="A2"><v>1.2345678901234568E16</v></c></row>',
    });
    expect((await read(bytes)).rows[0]?.cells.serial).toMatch(/^1\.23\d*e\+16$/);
  });

  it('holds nothing that PostgreSQL refuses', async () => {
    const rows = textRow(1, 'serial', 'notes') + textRow(2, 'A_x0000_1', 'x_xD800_y');
    const [row] = (await read(await workbook({ A: rows }))).rows;
    expect(row?.cells).toEqual({ serial: 'A1', notes: 'x\ufffdy' });
  });

  it('names the other sheets and the unknown columns', async () => {
    const bytes = await workbook({ Vide: '', Parc: textRow(1, 'serial', 'Prix'), Autre: textRow(1, 'x') });
    expect((await read(bytes)).ignored.map(({ column, text }) => `${column}: ${text.en}`)).toEqual([
      'Prix: unknown column, ignored',
      'Autre: another sheet of the workbook, ignored: only the first one is read',
    ]);
  });

  it('is told from CSV and from old or encrypted workbooks by its first bytes', async () => {
    expect(isArchive(await workbook({ A: '' }))).toBe(true);
    expect(isArchive(Buffer.from('PK;serial\n'))).toBe(false);
    expect(isOldWorkbook(Buffer.from('d0cf11e0a1b11ae1ffff', 'hex'))).toBe(true);
  });

  it('that unpacks to more than 64 MiB is refused before it is unpacked', async () => {
    const bytes = await zipOf({ 'xl/worksheets/sheet1.xml': Buffer.alloc((64 << 20) + 1) });
    expect(bytes.length).toBeLessThan(200_000);
    expect(await refusal(bytes)).toBe(
      'lot refused: (file): expected a workbook of at most 64 MiB when unpacked',
    );
  });

  it('that is larger than it says is refused', async () => {
    const bytes = await zipOf({ 'xl/workbook.xml': Buffer.alloc(10 << 20) });
    // The size in the central directory: 24 bytes after its signature.
    const at = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(1_000, at + 24);
    expect(await refusal(bytes)).toMatch(/expected an intact .xlsx workbook without a password$/);
  });

  it.each([
    ['a cut file', (bytes: Buffer) => bytes.subarray(0, bytes.length - 40)],
    ['an archive of something else', () => zipOf({ 'readme.xml': '<a/>' })],
    ['rubbish with the first bytes of an archive', () => Buffer.from('PK\u0003\u0004 and nothing else')],
  ])('%s is refused', async (_name, make) => {
    expect(await refusal(await make(await workbook({ A: '' })))).toMatch(/^lot refused: \(file\): expected /);
  });

  it('without a row is refused as an empty file is', async () => {
    expect(await refusal(await workbook({ A: '' }))).toBe(
      'lot refused: (file): expected a row of headings and at least one PC',
    );
  });

  it('with more than 5,000 PCs is refused', async () => {
    const rows = Array.from(
      { length: 5_002 },
      (_, n) => `<row r="${n + 1}"><c r="A${n + 1}"><v>${n + 1}</v></c></row>`,
    );
    expect(await refusal(await workbook({ A: rows.join('') }))).toBe(
      'lot refused: (file): expected at most 5000 PCs: make several lots',
    );
  });
});
