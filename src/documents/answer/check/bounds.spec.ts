import { importAnswer } from '../import/import-answer.js';
import { checkAnswer } from './check-answer.js';

const times = (count: number, item: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => item(index)).join('');
const unattend = (inside: string) =>
  `<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="specialize"><component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">${inside}</component></settings></unattend>`;
const check = (text: string, kind: Parameters<typeof checkAnswer>[1] = {}) =>
  checkAnswer(Buffer.from(text), kind);
const rules = (text: string, kind: Parameters<typeof checkAnswer>[1] = {}) =>
  check(text, kind).findings.map(({ rule, found }) => `${rule}: ${found}`);

describe('a document with more than anyone reads', () => {
  it('has 1,000 unknown preseed questions told, then how many more there are', () => {
    const { findings, counts } = check(
      times(40_000, (index) => `d-i netcfg/unknown-${index} string x\n`),
      {
        kind: 'preseed',
      },
    );
    expect(findings).toHaveLength(1_001);
    expect(findings.at(-1)).toMatchObject({
      rule: 'linux/more-findings',
      severity: 'error',
      line: 1_000,
      found: '+ 39000',
      expected: { en: 'at most 1000 findings: the others are not shown' },
    });
    expect(counts).toEqual({ error: 1, warning: 0, note: 1_000 });
  });

  it('has 1,000 unknown settings of Windows told, the last one last', () => {
    const said = rules(unattend(times(2_000, (index) => `<Unknown${index}/>\n`)));
    expect(said).toHaveLength(1_001);
    expect(said.at(-1)).toBe('windows/more-findings: + 1000');
  });

  it('is refused with 100,000 attributes on one element, at that element', () => {
    const text = unattend(`\n<ComputerName ${times(100_000, (index) => `a${index}="1" `)}/>`);
    expect(check(text).findings).toMatchObject([
      {
        rule: 'windows/too-many-attributes',
        severity: 'error',
        line: 2,
        column: 1,
        expected: { en: 'a well-formed XML document: an element has more than 500 attributes' },
      },
    ]);
    expect(() => importAnswer(Buffer.from(text))).toThrow('an element has more than 500 attributes');
  });

  it('is not looked at beyond 1,000 aliases, those of merge keys too', () => {
    const merged = `#cloud-config\none: &a {x: 1}\ntwo:\n  <<: [${times(4_000, () => '*a, ')}]\n`;
    expect(rules(merged, { kind: 'cloud-init' })).toEqual(['linux/too-many-aliases: > 1000']);
    expect(
      rules(`#cloud-config\none: &a {x: 1}\ntwo: [${times(900, () => '*a, ')}]\n`, { kind: 'cloud-init' }),
    ).toEqual(['cloud-init/unknown-key: one', 'cloud-init/unknown-key: two']);
  });

  it('is not looked at beyond 200,000 values, however few characters they take', () => {
    const doubled = times(30, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`);
    expect(rules(`#cloud-config\na0: &a0 [x, x]\n${doubled}`, { kind: 'cloud-init' })).toEqual([
      'linux/too-many-aliases: > 1000',
    ]);
    const long = `#cloud-config\nruncmd: [${times(200_001, () => 'a,')}]\n`;
    expect(rules(long, { kind: 'cloud-init' })).toEqual(['linux/too-many-values: > 200000']);
  });

  it('takes an alias for the last anchor of its name before it', () => {
    const text = '#cloud-config\nhostname: &a one\nfqdn: *a\nx: &a [1]\ntimezone: *a\n';
    expect(rules(text, { kind: 'cloud-init' })).toEqual([
      'cloud-init/unknown-key: x',
      'cloud-init/wrong-kind: a list',
    ]);
  });

  it('names fifty ids of storage actions, not all of them, to each that refers to none', () => {
    const actions = times(
      200,
      (index) => `      - {type: format, id: f${index}, volume: none, fstype: ext4}\n`,
    );
    const { findings } = check(`autoinstall:\n  version: 1\n  storage:\n    config:\n${actions}`);
    const [first] = findings.filter(({ rule }) => rule === 'autoinstall/unknown-reference');
    expect(first?.expected.en).toMatch(/^the id of an action: f0, f1, .*, f49, …$/);
  });

  it('is imported with what the search for options did not come to by hand, and says so', () => {
    const accounts = times(
      2_000,
      (index) =>
        `<LocalAccount xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" wcm:action="add"><Name>a${index}</Name><Group>Users</Group></LocalAccount>\n`,
    );
    const text = unattend(`<UserAccounts><LocalAccounts>${accounts}</LocalAccounts></UserAccounts>`).replace(
      'specialize',
      'oobeSystem',
    );
    const { result } = importAnswer(Buffer.from(text));
    expect(result.notCarried).toMatchObject([{ line: 0, path: '(document)' }]);
    expect(JSON.stringify(result.draft.windows['raw'])).toContain('"value":"a1999"');
  });
});
