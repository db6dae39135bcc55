import { DOMParser } from '@xmldom/xmldom';
import { InputError } from '../../platform/core/index.js';
import { parseProfile } from '../profile/index.js';
import { cmdWord, powerShellWord } from '../../platform/template/index.js';
import { checkAnswer } from './check/check-answer.js';
import { renderAnswer } from './render-answer.js';
import {
  isAbout,
  isText,
  type WrittenOption,
  writtenOptions,
} from '../../../test/support/written-options.js';

const HOSTILE: [title: string, text: string][] = [
  ['quotes', `it's "so" \u2018so\u2019`],
  ['percent signs', '%PATH% 50%'],
  ['operators of a shell', 'a & del C:\\*.* | more > x ^ (y)'],
  ['markup', '</Value><![CDATA[ ]]> &amp; <b a="1">'],
  ['a template', '{{serial}} {{{x}}} {vault:other/secret}'],
  ['an expansion', '$(Get-Date) `n $env:X ${x} !PATH!'],
  ['the end of a here-string', "'@\nRemove-Item C:\\ -Recurse\n@'"],
  ['new lines', 'a\nb\r\nc'],
  ['a NUL', 'a\u0000b'],
  ['an escape', 'a\u001b[31mb'],
  ['what XML cannot hold', 'a\uffffb'],
  ['half a surrogate pair', 'a\ud800b'],
  ['bidirectional controls', 'a\u202eb\u2066c\u200fd'],
  ['a final backslash', 'C:\\Temp\\'],
  ['64 KB', 'x'.repeat(65_536)],
];

const options = writtenOptions().filter(({ node }) => isText(node));

/** What became of a text in an option: the fields that were refused, or the file. */
function outcome(option: WrittenOption, text: string): { refused: string[] } | { file: string } {
  try {
    const profile = parseProfile({
      name: 'hostile',
      master: { name: 'windows-11' },
      windows: option.sectionWith(text),
    });
    const { files, notCarried } = renderAnswer({ kind: 'autounattend', profile, machine: {} });
    // What the deployment sets on the running PC is listed as not carried.
    const listed = notCarried.map(({ option: left }) => left).filter((left) => isAbout(left, option.path));
    return listed.length > 0 ? { refused: listed } : { file: files[0]!.text };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refused: error.findings.map(({ field }) => (typeof field === 'string' ? field : field.en)) };
  }
}

/** Every text and attribute of a file, as another XML parser reads it. */
function textsOf(file: string): string {
  const faults: string[] = [];
  const parser = new DOMParser({ onError: (_level, message) => faults.push(message) });
  const document = parser.parseFromString(file, 'text/xml');
  expect(faults).toEqual([]);
  const root = document.documentElement!;
  const attributes = [...root.getElementsByTagName('*')].flatMap((element) => [
    element.localName ?? '',
    ...[...element.attributes].map(({ value }) => value),
  ]);
  return [root.textContent ?? '', ...attributes].join('\n');
}

/** How each language of a script writes a text so that it means itself; undefined where it cannot. */
function waysToWrite(text: string): string[] {
  const ways: ((text: string) => string)[] = [
    (plain) => plain,
    (plain) => powerShellWord(plain).slice(1, -1),
    (plain) => cmdWord(plain).slice(1, -1),
    (plain) => plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
    (plain) => Buffer.from(plain, 'utf8').toString('base64'),
    (plain) => Buffer.from(plain, 'utf16le').toString('base64'),
    (plain) =>
      Buffer.from(plain, 'utf16le')
        .toString('hex')
        .replace(/..(?!$)/g, '$&,'),
    (plain) => plain.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'),
    (plain) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  ];
  return ways.flatMap((way) => {
    try {
      return [way(text)];
    } catch {
      return [];
    }
  });
}

describe('a hostile text in an option of Windows', () => {
  it('has options to be tried in', () => {
    expect(options.length).toBeGreaterThan(20);
  });

  it.each(options)('is refused by name or carried as it is: $path', (option) => {
    const wrong = HOSTILE.flatMap(([title, text]): [string, unknown][] => {
      const found = outcome(option, text);
      if ('refused' in found) {
        return found.refused.some((field) => isAbout(field, option.path)) ? [] : [[title, found.refused]];
      }
      const { findings } = checkAnswer(Buffer.from(found.file));
      const errors = findings.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) return [[title, errors]];
      const texts = textsOf(found.file);
      return waysToWrite(text).some((way) => texts.includes(way)) ? [] : [[title, 'not carried']];
    });
    expect(wrong).toEqual([]);
  });
});
