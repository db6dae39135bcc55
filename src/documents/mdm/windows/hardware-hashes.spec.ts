import { powershellFaults } from '../../../../test/support/powershell-syntax.js';
import { InputError } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { type HardwareHash, readHardwareHashes, writeHardwareHashes } from './hardware-hashes.js';

const HASH = Buffer.alloc(300, 'abc').toString('base64');
const OTHER = Buffer.alloc(300, 'xyz').toString('base64');
const HEADER = 'Device Serial Number,Windows Product ID,Hardware Hash,Group Tag,Assigned User';
const device = (changes: Partial<HardwareHash> = {}): HardwareHash => ({
  serial: 'PF3ABCDE',
  productId: '',
  hash: HASH,
  groupTag: '',
  assignedUser: '',
  ...changes,
});

/** `line 2, column Hardware Hash: a hash in base64`, for each finding. */
function refusals(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(
      ({ field, expected }) => `${typeof field === 'string' ? field : field.en}: ${expected.en}`,
    );
  }
  return [];
}

const PLAIN = 'ASCII text without a comma or a quote, which no spreadsheet takes for a formula';

describe('the CSV of hardware hashes', () => {
  it('is written as Intune imports it, and read back', () => {
    const devices = [
      device({ groupTag: 'lot-12', assignedUser: 'anna@exemple.fr' }),
      device({ serial: 'PF3ABCDF', productId: '00330-80000-00000-AA123', hash: OTHER }),
    ];
    const text = writeHardwareHashes(devices);
    expect(text).toBe(
      `${HEADER}\r\nPF3ABCDE,,${HASH},lot-12,anna@exemple.fr\r\nPF3ABCDF,00330-80000-00000-AA123,${OTHER},,\r\n`,
    );
    expect(readHardwareHashes(Buffer.from(text))).toEqual(devices);
  });

  it.each([
    [
      'three columns, as Get-WindowsAutopilotInfo writes them',
      Buffer.from(`Device Serial Number,Windows Product ID,Hardware Hash\nPF3ABCDE,,${HASH}\n`),
    ],
    [
      'quotes',
      Buffer.from(
        `"Device Serial Number","Windows Product ID","Hardware Hash"\r\n"PF3ABCDE","","${HASH}"\r\n`,
      ),
    ],
    [
      'UTF-16, as PowerShell 5.1 writes by itself',
      Buffer.from(`\ufeff${HEADER}\r\nPF3ABCDE,,${HASH},,\r\n`, 'utf16le'),
    ],
    ['a byte order mark', Buffer.from(`\ufeff${HEADER}\r\nPF3ABCDE,,${HASH},,\r\n`)],
    [
      'columns in another order, and one that means nothing',
      Buffer.from(`Hardware Hash,Model,device serial number\n${HASH},X1,PF3ABCDE\n`),
    ],
    ['blank lines', Buffer.from(`${HEADER}\n\nPF3ABCDE,,${HASH},,\n\n`)],
  ])('is read with %s', (_what, bytes) => {
    expect(readHardwareHashes(bytes)).toEqual([device()]);
  });

  it('names every row that is wrong by its line', () => {
    const text = [
      HEADER,
      `,,${HASH},,`,
      'PF1,,not base64,,',
      `PF2,,${HASH.slice(0, -4)}AB==,,nobody`,
      `PF3,,${OTHER},lot,`,
      `pf3,,${OTHER},lot,`,
    ].join('\n');
    expect(refusals(() => readHardwareHashes(Buffer.from(text)))).toEqual([
      'line 2, column Device Serial Number: a serial number',
      'line 3, column Hardware Hash: a hash in base64',
      'line 4, column Hardware Hash: a hash in base64',
      'line 4, column Assigned User: a user such as anna@example.org',
      'line 6, column Device Serial Number: a PC that is not yet on line 5',
      'line 6, column Hardware Hash: a PC that is not yet on line 5',
    ]);
  });

  it.each(['=cmd|calc', '|calc', '+1', '-1', '@SUM(A1)', 'a,b', 'a"b', 'a\nb', 'été'])(
    'holds no %j',
    (groupTag) => {
      const place = 'line 2, column Group Tag';
      expect(refusals(() => writeHardwareHashes([device({ groupTag })]))).toEqual([`${place}: ${PLAIN}`]);
      const text = `${HEADER}\n"PF3ABCDE","","${HASH}","${groupTag.replace('"', '""')}",""\n`;
      expect(refusals(() => readHardwareHashes(Buffer.from(text)))[0]).toContain(PLAIN);
    },
  );

  it.each([
    ['', '(file): a row of headings and at least one PC'],
    [`${HEADER}\n`, '(file): a row of headings and at least one PC'],
    ['a,b\n1,2\n', `line 1: ${HEADER}`],
    [`${HEADER}\n"PF,${HASH}\n`, 'line 2: correct CSV: closed quotes'],
  ])('is not %#', (text, expected) => {
    expect(refusals(() => readHardwareHashes(Buffer.from(text)))).toEqual([expected]);
  });

  it('has no more PCs than Intune takes', () => {
    const devices = Array.from({ length: 501 }, (_, index) =>
      device({ serial: `PF${index}`, hash: Buffer.alloc(300, `n${index};`).toString('base64') }),
    );
    expect(refusals(() => writeHardwareHashes(devices))).toEqual(['(file): at most 500 PCs in a file']);
  });
});

describe('the script that collects a hash', () => {
  const script = renderTemplate('mdm/windows/collect-hardware-hash.ps1', {});

  it('is what Windows PowerShell 5.1 reads', () => {
    expect(powershellFaults(script)).toEqual([]);
    expect(/^[\0-\x7f]*$/.test(script)).toBe(true);
  });

  it('writes the columns that are read back', () => {
    expect(script).toContain(`'${HEADER}'`);
    expect(script).toContain("-ClassName 'MDM_DevDetail_Ext01'");
  });
});
