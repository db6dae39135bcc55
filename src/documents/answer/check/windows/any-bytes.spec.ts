import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { InputError } from '../../../../platform/core/index.js';
import { checkAnswer, type CheckedAnswer } from '../check-answer.js';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const utf8 = readdirSync(FIXTURES).map((name) => readFileSync(new URL(name, FIXTURES)));
const utf16 = utf8.map((bytes) =>
  Buffer.from(`\ufeff${bytes.toString().replace('utf-8', 'utf-16')}`, 'utf16le'),
);
const starts = [...utf8, ...utf16, ...utf16.map((bytes) => Buffer.from(bytes).swap16())];

const TOKENS = [
  '<',
  '>',
  '</',
  '&',
  '&amp;',
  '"',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '<!DOCTYPE a [',
  '\0',
  ' ',
]
  .concat([
    'xmlns=""',
    '<component>',
    '</component>',
    '<settings pass="x">',
    '<Order>1</Order>',
    'é',
    '\ud800',
  ])
  .map((token) => Buffer.from(token));

/** The position, the number of bytes to remove, and the bytes to insert: half of the time an XML token. */
const edit = fc.record({
  at: fc.nat(),
  gone: fc.oneof(fc.nat(3), fc.nat(400)),
  come: fc.oneof(fc.constantFrom(...TOKENS), fc.uint8Array({ maxLength: 8 })),
});
const spoilt = fc
  .record({ start: fc.constantFrom(...starts), edits: fc.array(edit, { minLength: 1, maxLength: 6 }) })
  .map(({ start, edits }) =>
    edits.reduce<Uint8Array>((bytes, { at, gone, come }) => {
      const from = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, from), come, bytes.subarray(from + gone)]);
    }, start),
  );

/** The findings, or why the bytes cannot be read; any other error fails the test. */
function outcome(bytes: Uint8Array): CheckedAnswer | InputError {
  try {
    return checkAnswer(bytes, { kind: 'unattend' });
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

describe('any bytes', () => {
  it('give findings that stand somewhere in the file, or a typed error', () => {
    fc.assert(
      fc.property(spoilt, (bytes) => {
        const checked = outcome(bytes);
        if (checked instanceof InputError) return checked.text.en.length > 0;
        return checked.findings.every(
          ({ line, column }) => line >= 1 && column >= 1 && line <= bytes.length + 1,
        );
      }),
      { numRuns: 20_000, seed: 20261125 },
    );
  }, 240_000);

  it.each([
    [
      'elements without number',
      `<unattend xmlns="urn:schemas-microsoft-com:unattend">${'<a/>'.repeat(200_000)}</unattend>`,
    ],
    ['unknown names without number', settingsOf(range(60_000).map((n) => `<Unknown${n}/>`))],
    [
      'known names in the wrong place without number',
      settingsOf(range(60_000).map(() => '<Order>1</Order>')),
    ],
    [
      'list items without number',
      settingsOf(['<FirstLogonCommands>', ...range(40_000).map(item), '</FirstLogonCommands>']),
    ],
    ['one long text', settingsOf([`<TimeZone>${'x'.repeat(5_000_000)}</TimeZone>`])],
    ['one long attribute', settingsOf([`<TimeZone a="${'x'.repeat(5_000_000)}"/>`])],
  ])('are told of in bounds: %s', (_, text) => {
    const { findings } = checkAnswer(Buffer.from(text), { kind: 'unattend' });
    expect(findings.length).toBeLessThanOrEqual(10_001);
    expect(findings.every(({ found }) => found.length <= 120)).toBe(true);
  });
});

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

function item(order: number): string {
  return `<SynchronousCommand><Order>${order}</Order></SynchronousCommand>`;
}

function settingsOf(lines: string[]): string {
  return [
    '<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="oobeSystem">',
    '<component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64">',
    ...lines,
    '</component></settings></unattend>',
  ].join('\n');
}
