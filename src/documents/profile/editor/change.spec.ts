import { changeProfileText } from './change.js';

const TEXT = `# Our desktops
name: desktop # as on the labels

locale:
  # The branch in Lyon
  language: "fr_FR.UTF-8"
  keyboard: { layout: fr,   variant: oss }
users: []
disk:
  rule: &internal { bus: [nvme] }
`;

describe('changing one field of a profile text', () => {
  it('replaces a value where it stands, with its quotes, and nothing else moves', () => {
    expect(changeProfileText(TEXT, { path: ['locale', 'language'], value: 'de_DE.UTF-8' })).toBe(
      TEXT.replace('"fr_FR.UTF-8"', '"de_DE.UTF-8"'),
    );
    expect(changeProfileText(TEXT, { path: ['locale', 'keyboard', 'layout'], value: 'be' })).toBe(
      TEXT.replace('layout: fr,', 'layout: be,'),
    );
  });

  it('quotes a text that YAML would read as something else', () => {
    const changed = changeProfileText(TEXT, { path: ['name'], value: 'no: # yes' });
    expect(changed).toContain('name: "no: # yes" # as on the labels');
    expect(changeProfileText(TEXT, { path: ['name'], value: 'true' })).toContain('name: "true" #');
  });

  it('adds a field with the groups that it needs, and keeps every comment', () => {
    const changed = changeProfileText(TEXT, { path: ['hostname', 'pattern'], value: 'PC-{{serial}}' });
    expect(changed).toContain('hostname:\n  pattern: PC-{{serial}}\n');
    for (const comment of ['# Our desktops', '# as on the labels', '# The branch in Lyon'])
      expect(changed).toContain(comment);
  });

  it('writes a list into an empty one, a line for each item', () => {
    const value = [{ name: 'anna', groups: ['sudo'] }];
    expect(changeProfileText(TEXT, { path: ['users'], value })).toContain(
      'users:\n  - name: anna\n    groups:\n      - sudo\n',
    );
  });

  it('takes a field out, and the group that nothing is left of', () => {
    const text =
      'name: a\nhostname:\n  pattern: PC\nlocale:\n  timeZone: Europe/Paris\n  language: C.UTF-8\n';
    expect(changeProfileText(text, { path: ['hostname', 'pattern'], value: undefined })).toBe(
      'name: a\nlocale:\n  timeZone: Europe/Paris\n  language: C.UTF-8\n',
    );
    expect(changeProfileText(text, { path: ['locale', 'timeZone'], value: undefined })).toBe(
      'name: a\nhostname:\n  pattern: PC\nlocale:\n  language: C.UTF-8\n',
    );
  });

  it('returns the same text where the field says so already', () => {
    expect(changeProfileText(TEXT, { path: ['name'], value: 'desktop' })).toBe(TEXT);
    expect(changeProfileText(TEXT, { path: ['title'], value: undefined })).toBe(TEXT);
  });

  it('begins an empty text', () => {
    expect(changeProfileText('', { path: ['name'], value: 'new' })).toBe('name: new\n');
  });

  it('leaves repetitions, groups that are texts and texts that are no YAML to the person', () => {
    const inside = { path: ['disk', 'rule', 'bus'], value: ['sata'] };
    expect(() => changeProfileText(TEXT, inside)).toThrow('disk.rule.bus can only be changed in the YAML');
    expect(() => changeProfileText('name: a\nlocale: fr\n', { path: ['locale', 'x'], value: 1 })).toThrow(
      'locale.x can only be changed in the YAML',
    );
    expect(() => changeProfileText('name: [', { path: ['name'], value: 'b' })).toThrow(
      'the form cannot change a YAML that cannot be read',
    );
    expect(() => changeProfileText(`name: ${'a'.repeat(1 << 20)}`, { path: ['name'], value: 'b' })).toThrow(
      'the form cannot change a YAML that cannot be read',
    );
  });
});
