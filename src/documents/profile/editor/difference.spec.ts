import { readProfile } from '../profile-document.js';
import { differenceOf } from './difference.js';
import { plainYaml } from './plain-yaml.js';
import { readyMadeProfiles } from './ready-made.js';

describe('a profile in plain YAML', () => {
  it('leaves out what is so by default, keeps the order, and writes units', () => {
    const document = readProfile(
      'name: a\nupdate: none\nmaster: { name: debian }\nhardware: { memoryMinimumBytes: 4294967296 }\ndisk: { rule: { minimumBytes: 4GB } }\n',
    );
    expect(plainYaml(document)).toBe(
      'name: a\nmaster:\n  name: debian\ndisk:\n  rule:\n    minimumBytes: 4GB\nhardware:\n  memoryMinimumBytes: 4GiB\n',
    );
  });

  it('says the same as the profile, for every ready-made one', async () => {
    for (const { text } of await readyMadeProfiles()) {
      const document = readProfile(text);
      expect(readProfile(plainYaml(document))).toEqual(document);
    }
  });
});

describe('the difference between two profiles', () => {
  const before = readProfile('name: a\nhostname: { pattern: PC }\nlocale: { timeZone: Europe/Berlin }\n');

  it('has the lines that changed with their numbers in both, and what is around them', () => {
    const after = readProfile('name: a\nlocale: { timeZone: Europe/Rome }\nhostname: { pattern: PC }\n');
    const { parts, added, removed } = differenceOf(before, after);
    expect([added, removed]).toEqual([1, 1]);
    expect(parts).toEqual([
      [
        { kind: 'same', before: 1, after: 1, text: 'name: a' },
        { kind: 'same', before: 2, after: 2, text: 'locale:' },
        { kind: 'removed', before: 3, text: '  timeZone: Europe/Berlin' },
        { kind: 'added', after: 3, text: '  timeZone: Europe/Rome' },
        { kind: 'same', before: 4, after: 4, text: 'hostname:' },
        { kind: 'same', before: 5, after: 5, text: '  pattern: PC' },
      ],
    ]);
  });

  it('is empty where only comments, order or ways of writing differ', () => {
    const same = readProfile(
      '# A comment\nlocale:\n  timeZone: "Europe/Berlin"\nname: a\nupdate: none\nhostname:\n  pattern: PC\n',
    );
    expect(differenceOf(before, same)).toEqual({ parts: [], added: 0, removed: 0, isTooLarge: false });
  });

  it('is empty between a profile and what the database made of it', () => {
    const text = `name: a
recette: { checks: [{ kind: free-space, parameters: { path: /, minimumPercent: 20 } }] }
disk: { rule: { minimumBytes: 4GB, bus: [nvme] } }
`;
    const written = readProfile(text);
    // jsonb keeps short names before long ones.
    const stored = JSON.parse(JSON.stringify(written), (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => one.length - other.length))
        : value,
    ) as typeof written;
    expect(Object.keys(stored)).not.toEqual(Object.keys(written));
    expect(differenceOf(written, stored).parts).toEqual([]);
  });

  it('does not compare what differs in more lines than a person reads', () => {
    const users = Array.from({ length: 3_000 }, (_, index) => `pack${index}`);
    const software = (names: string[]) => `[{ kind: apt, packages: [${names.join(', ')}] }]`;
    const many = (letter: string) =>
      readProfile(
        `name: a\nsoftware:\n${Array.from(
          { length: 12 },
          (_, part) =>
            `  - ${software(users.slice(part * 250, part * 250 + 250).map((name) => `${letter}-${name}`)).slice(1, -1)}\n`,
        ).join('')}`,
      );
    expect(differenceOf(many('x'), many('y')).isTooLarge).toBe(true);
  });
});
