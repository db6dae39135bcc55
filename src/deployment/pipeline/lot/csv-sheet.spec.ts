import fc from 'fast-check';
import { InputError } from '../../../platform/core/index.js';
import { readCsvSheet } from './csv-sheet.js';
import { clearMapping, lotOfSheet } from './lot-table.js';
import { checkRows } from './lot-rows.js';
import { ignoredOf } from './lots.service.js';

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
/** The encoding of French Excel: one byte for each character, € at 0x80, ’ at 0x92, œ at 0x9c. */
function windows1252(text: string): Buffer {
  const high: Record<string, number> = { '€': 0x80, '’': 0x92, œ: 0x9c };
  return Buffer.from([...text].map((char) => high[char] ?? char.charCodeAt(0)));
}

function readLotCsv(bytes: Buffer) {
  const sheet = readCsvSheet(bytes);
  return lotOfSheet(sheet, clearMapping(sheet));
}

function read(bytes: Buffer | string) {
  const written = readLotCsv(Buffer.from(bytes as string));
  const verdicts = checkRows(written.rows);
  return {
    rows: verdicts.map(({ row, planned, problems }) => ({
      row,
      ...planned,
      ...(problems.length > 0 && {
        problems: problems.map(({ column = '-', expected }) => `${column}: ${expected.en}`),
      }),
    })),
    ignored: ignoredOf(written, verdicts).map(({ row, column, text }) => `${row}, ${column}: ${text.fr}`),
  };
}

function refusal(bytes: Buffer | string): string {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof InputError) return error.text.en;
    throw error;
  }
  throw new Error('the file was taken');
}

const whole = {
  row: 2,
  serial: '5CG1234XYZ',
  mac: '00:1a:2b:3c:4d:5e',
  hostname: 'COMPTA-01',
  user: 'Zoé Lefœuvre',
  assetTag: 'INV-0042',
  organizationalUnit: 'OU=Compta,DC=exemple,DC=fr',
  notes: 'près de l’ascenseur',
};
const french = [
  'N° de série;Adresse MAC;Nom du poste;Utilisateur;N° d’inventaire;Unité d’organisation;Remarques',
  '5cg1234xyz;00-1A-2B-3C-4D-5E;COMPTA-01;Zoé Lefœuvre;INV-0042;OU=Compta,DC=exemple,DC=fr;près de l’ascenseur',
];

describe('the CSV of a lot', () => {
  it('keeps only the beginning of what stands beyond the last heading', () => {
    const sheet = readCsvSheet(Buffer.from(`serial\nABC;${'x;'.repeat(100_000)}`));
    expect(sheet.rows[0]?.record.map((cell) => cell.length)).toEqual([3, 200]);
    expect(read(`serial\nABC;;;stray`).rows[0]?.problems).toEqual([
      '-: nothing beyond the last heading: a value that contains the separator is put in quotes',
    ]);
  });

  it('names the row of a stray cell at the far end, and reads the others', () => {
    const blanks = ';'.repeat(16_000);
    const { rows } = read(`serial;hostname${blanks}\nABC;PC-1\nDEF;PC-2${blanks};x`);
    expect(rows).toMatchObject([
      { row: 2, serial: 'ABC', hostname: 'PC-1' },
      { row: 3, problems: [expect.stringContaining('nothing beyond the last heading')] },
    ]);
  });

  it('has so many cells at most', () => {
    const wide = (rows: number) =>
      `serial${';h'.repeat(199)}\n${Array.from({ length: rows }, (_, n) => `S${n};x`).join('\n')}`;
    expect(readCsvSheet(Buffer.from(wide(2_000))).rows).toHaveLength(2_000);
    expect(refusal(wide(2_001))).toBe(
      'lot refused: (file): expected at most 400000 cells: remove the columns that are of no use, or make several lots',
    );
  });

  it.each([
    ['UTF-8', Buffer.from(french.join('\n'))],
    ['UTF-8 with Excel’s mark', Buffer.from(`\ufeff${french.join('\r\n')}\r\n`)],
    ['Windows-1252', windows1252(french.join('\r\n'))],
    ['UTF-16, as “Unicode text”', utf16(french.join('\r\n'))],
    ['UTF-16 without a mark', Buffer.from(french.join('\r\n'), 'utf16le')],
    ['UTF-16, high byte first', utf16(french.join('\n')).swap16()],
    ['old Macintosh line ends', Buffer.from(french.join('\r'))],
    ['tabs', Buffer.from(french.join('\n').replaceAll(';', '\t'))],
  ])('is read from %s', (_name, bytes) => {
    expect(read(bytes)).toEqual({ rows: [whole], ignored: [] });
  });

  it('is read with English headings, commas and quotes, in another order', () => {
    const text = `Notes,OU,"Asset Tag",User,Hostname,"MAC Address","Serial Number"
près de l’ascenseur,"OU=Compta,DC=exemple,DC=fr",INV-0042,Zoé Lefœuvre,COMPTA-01,001a.2b3c.4d5e,"5CG1234XYZ"`;
    expect(read(text).rows).toEqual([whole]);
  });

  it('is read after Excel’s own sep= line, and counts its rows as the spreadsheet does', () => {
    expect(read('sep=;\nserial;note\n\nABC123;x\n;;\nDEF456;"two\nlines"\nGHI789;z\n').rows).toEqual([
      { row: 4, serial: 'ABC123', notes: 'x' },
      { row: 6, serial: 'DEF456', notes: 'two\nlines' },
      { row: 7, serial: 'GHI789', notes: 'z' },
    ]);
  });

  it('is read below a title, a date and merged headings, which are told', () => {
    const text = [
      'Mairie de Vannes, renouvellement 2026;;;;',
      ';;;;',
      'Poste;;Agent;;Divers',
      'N° de série;Nom du poste;Nom de l’agent;Prénom;Observations',
      'ABC123;VAN-001;Le Guen;Hervé;près de la fenêtre',
      ';;;;',
      'DEF456;VAN-002;Guézennec;Maëlle;',
    ].join('\r\n');
    expect(read(text)).toEqual({
      rows: [
        { row: 5, serial: 'ABC123', hostname: 'VAN-001', notes: 'près de la fenêtre' },
        { row: 7, serial: 'DEF456', hostname: 'VAN-002' },
      ],
      ignored: [
        '4, Nom de l’agent: colonne inconnue, ignorée ; proche : « Utilisateur »',
        '4, Prénom: colonne inconnue, ignorée',
        '1, Mairie de Vannes, renouvellement 2026: ligne 1, au-dessus des titres, non lue',
        '3, Poste Agent Divers: ligne 3, au-dessus des titres, non lue',
      ],
    });
  });

  it('does not take a PC for its headings because a word of them stands in its row', () => {
    const sheet = readCsvSheet(Buffer.from('5CG1234;Compta\n5CG5678;Mac\n5CG9999;Ethernet\n'));
    expect(sheet).toMatchObject({ headingRow: 1, headings: ['5CG1234', 'Compta'], ignored: [] });
    expect(sheet.rows).toHaveLength(2);
  });

  it('looks for its headings in the first rows only, however long they are', () => {
    const blank = ' '.repeat(300_000);
    expect(read(`${blank}\nserial;notes\nABC123;x\n`).rows).toEqual([
      { row: 3, serial: 'ABC123', notes: 'x' },
    ]);
    const far = readCsvSheet(Buffer.from(`${'a title;\n'.repeat(21)}serial;notes\nABC123;x\n`));
    expect(far).toMatchObject({ headingRow: 1, headings: ['a title', ''] });
  });

  it('takes off what spreadsheets put around a value', () => {
    expect(read('serial;mac\n="00123";\u00a000:1a:2b:3c:4d:5e\u202f\n\'00456;\n').rows).toEqual([
      { row: 2, serial: '00123', mac: '00:1a:2b:3c:4d:5e' },
      { row: 3, serial: '00456' },
    ]);
  });

  it('keeps a quote in the middle of a value', () => {
    expect(read('serial;notes\nABC123;écran 24" noir\n').rows[0]).toMatchObject({ notes: 'écran 24" noir' });
  });

  it('tells which columns it does not keep, and what may have been meant', () => {
    expect(read('serial;Prix;MAC adresse;Seriel;;\nABC123;12,50 €;X;;x;\n')).toEqual({
      rows: [{ row: 2, serial: 'ABC123' }],
      ignored: [
        '1, Prix: colonne inconnue, ignorée',
        '1, MAC adresse: colonne inconnue, ignorée ; proche : « Adresse MAC »',
        // The file already has a column of serial numbers.
        '1, Seriel: colonne inconnue, ignorée',
        '1, 5: colonne sans titre, ignorée',
      ],
    });
    expect(read('mac;n° série pc\n00:1a:2b:3c:4d:5e;A\n').ignored).toEqual([
      '1, n° série pc: colonne inconnue, ignorée ; proche : « N° de série »',
    ]);
  });

  it('refuses a value beyond the last heading: a separator without quotes moves all that follows', () => {
    expect(read('serial;notes\nABC123;gris;à côté\nDEF456;noir;\n').rows).toEqual([
      {
        row: 2,
        serial: 'ABC123',
        notes: 'gris',
        problems: [
          '-: nothing beyond the last heading: a value that contains the separator is put in quotes',
        ],
      },
      { row: 3, serial: 'DEF456', notes: 'noir' },
    ]);
  });

  it('ignores a serial number that names no PC beside a MAC address, and says so', () => {
    const text = 'N° série;MAC\nTo be filled by O.E.M.;00:1a:2b:3c:4d:5e\nDefault string;zz\n0;\n';
    expect(read(text)).toEqual({
      rows: [
        { row: 2, mac: '00:1a:2b:3c:4d:5e' },
        {
          row: 3,
          problems: [
            'N° série: a real serial number: this one names no PC',
            'MAC: a MAC address: 00:1a:2b:3c:4d:5e',
          ],
        },
        { row: 4, problems: ['N° série: a real serial number: this one names no PC'] },
      ],
      ignored: ['2, N° série: ce numéro de série ne désigne aucun PC : ignoré, l’adresse MAC suffit'],
    });
  });

  it('takes 5,000 PCs, and the million empty rows that a spreadsheet adds', () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `PC${index};`).join('\n');
    expect(read(`serial;mac\n${rows}\n${';\n'.repeat(1 << 20)}`).rows).toHaveLength(5_000);
  });

  it('names the row and the column of every mistake', () => {
    const text = `N° série;Adresse MAC;Nom
ABC123;00:1a:2b:3c:4d:5e;PC-1
abc123;00:1a:2b:3c:4d:5g;UN-NOM-BEAUCOUP-TROP-LONG
;;PC-3
To be filled by O.E.M.;;PC-4
1,23457E+11;;PC-5
DEF456;FF:FF:FF:FF:FF:FF;pc-1
`;
    expect(read(text).rows.map(({ problems }) => problems)).toEqual([
      undefined,
      [
        'Adresse MAC: a MAC address: 00:1a:2b:3c:4d:5e',
        'Nom: at most 15 characters (NetBIOS)',
        'N° série: a value of its own (already on row 2)',
      ],
      ['-: a serial number or a MAC address'],
      ['N° série: a real serial number: this one names no PC'],
      ['N° série: the whole serial number: the spreadsheet took it for a number, format the column as Text'],
      [
        'Adresse MAC: the address of a network card of the PC itself, not of a dock or an adapter',
        'Nom: a value of its own (already on row 2)',
      ],
    ]);
  });

  it.each([
    ['', 'lot refused: (file): expected a row of headings and at least one PC'],
    ['\n \n;;\n', 'lot refused: (file): expected a row of headings and at least one PC'],
    ['nom;prix\nPC-1;12\n', 'lot refused: row 1: expected a column "serial number" or "MAC address"'],
    [
      'serial;N° de série\nA;B\n',
      'lot refused: row 1, column N° de série: expected one heading only for "Serial number" (already "serial")',
    ],
    ['serial;notes\nABC;"never closed\n', 'lot refused: row 2: expected correct CSV: closed quotes'],
    [
      `serial;notes\nABC;${'x'.repeat(2 << 20)}\n`,
      'lot refused: row 2: expected a row of at most 1 MiB (perhaps a quote is not closed)',
    ],
    ['PK\u0003\u0004\u0000\u0000 an xlsx', 'lot refused: (file): expected a text file (CSV)'],
    ['x'.repeat((5 << 20) + 1), 'lot refused: (file): expected at most 5 MiB'],
    [`serial\n${'A1\n'.repeat(5_001)}`, 'lot refused: (file): expected at most 5000 PCs: make several lots'],
    [
      `serial\n${'A1\n'.repeat(200_000)}`,
      'lot refused: (file): expected at most 5000 PCs: make several lots',
    ],
    [
      `serial\nA1${'\n'.repeat(50_000)}A2\n`,
      'lot refused: (file): expected at most 50000 rows, empty ones included',
    ],
    [`serial${';x'.repeat(200)}\nA1\n`, 'lot refused: row 1: expected at most 200 columns'],
  ])('%# is refused', (text, reason) => {
    expect(refusal(text)).toBe(reason);
  });

  it('any bytes are read or refused, and never more', () => {
    const headed = fc
      .tuple(
        fc.constantFrom('serial;mac\n', 'Adresse MAC,Nom\r\n', '\ufeffsn\t ou\n'),
        fc.uint8Array({ maxLength: 300 }),
      )
      .map(([header, bytes]) => Buffer.concat([Buffer.from(header), bytes]));
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      headed,
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(`serial;notes\n${text}`)),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        try {
          for (const { planned, problems } of checkRows(readLotCsv(bytes).rows)) {
            if (problems.length > 0) continue;
            expect(planned.serial ?? planned.mac).toBeTruthy();
            expect(planned.mac ?? '00:1a:2b:3c:4d:5e').toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
            expect(JSON.stringify(planned)).not.toMatch(/\\u0000|\\ud[89a-f]/);
          }
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
