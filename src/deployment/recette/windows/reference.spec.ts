import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceOf, windowsReference } from './reference.js';

const DOCS = join(import.meta.dirname, '../../../../docs');

describe('the reference of the checks', () => {
  // node dist/cli.js recette checks --system windows --markdown --language fr > docs/recette-windows.fr.md
  it.each(['fr', 'en'] as const)('stands in the documentation as the code has it (%s)', (language) => {
    const page = readFileSync(join(DOCS, `recette-windows.${language}.md`), 'utf8');
    expect(page.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-')).toBe(
      windowsReference(language).replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-'),
    );
  });

  it('tells of a kind what a profile may say of it', () => {
    expect(referenceOf('windows').find(({ kind }) => kind === 'antivirus-signatures')).toEqual({
      kind: 'antivirus-signatures',
      title: { fr: 'Signatures de l’antivirus', en: 'Antivirus signatures' },
      severity: 'reserve',
      requirement: {
        fr: 'L’antivirus connaît les menaces du moment',
        en: 'The antivirus knows the threats of today',
      },
      hygiene: [14, 34],
      parameters: ['maximumDays (3)'],
    });
    expect(referenceOf('linux').map(({ kind }) => kind)).not.toContain('windows-options');
    expect(referenceOf('linux')).toHaveLength(42);
  });

  it.each(['linux', 'windows'] as const)(
    'is made once, since pages need it for each profile (%s)',
    (system) => {
      expect(referenceOf(system)).toBe(referenceOf(system));
    },
  );
});
