import { readProfile } from '../../../documents/profile/index.js';
import { referenceOf } from '../../../deployment/recette/index.js';
import { checksOf } from './profile-summary.js';
import { compareLists, recetteListOf } from './recette-list.js';

describe('the recette list of a profile', () => {
  it('of a Linux has its checks, and those of a person', () => {
    const list = recetteListOf(
      readProfile(`name: a
recette:
  checks:
    - { kind: free-space, severity: reserve, parameters: { path: /, minimumPercent: 20 } }
  manual:
    - { id: screen, title: { fr: Écran, en: Screen } }
`),
    );
    expect(list.automatic).toHaveLength(1);
    expect(list.automatic[0]).toMatchObject({ severity: 'reserve', details: '/ · 20' });
    expect(list.manual).toEqual([
      {
        key: 'manual screen',
        title: { fr: 'Écran', en: 'Screen' },
        severity: 'reserve',
        hygiene: '',
        details: '',
      },
    ]);
  });

  it('names a check as its own system does', () => {
    const first = (system: string) =>
      recetteListOf(
        readProfile(`name: a\n${system}recette: { checks: [{ kind: locale }] }\n`),
      ).automatic.find(({ key }) => key === 'locale')?.title.fr;
    expect(first('')).toBe('Langue du système');
    expect(first('windows: { security: { uac: { level: default } } }\n')).toBe('Langue de Windows');
  });

  it('is counted whole in the summary of a profile: kinds, options and checks by hand', () => {
    const document = readProfile(`name: a
windows: { security: { uac: { level: default } } }
recette: { without: [locale], manual: [screen] }
`);
    expect(checksOf(document, 'en')).toBe(`${referenceOf('windows').length + 1} checks`);
  });

  it('of a Windows has all kinds but those left out, and the options that are read again', () => {
    const [first, second] = referenceOf('windows');
    const list = recetteListOf(
      readProfile(`name: a
windows: { security: { uac: { level: default } } }
recette:
  checks: [{ kind: ${first!.kind}, severity: information }]
  without: [${second!.kind}]
`),
    );
    expect(list.automatic).toHaveLength(referenceOf('windows').length - 1);
    expect(list.automatic[0]).toMatchObject({ key: first!.kind, severity: 'information' });
    expect(list.without).toEqual([second!.title]);
    expect(list.options.map(({ key }) => key)).toEqual(['windows.security.uac.level']);
  });

  it('differs from another one by what counts otherwise, or stands in one only', () => {
    const linux = (checks: string) =>
      recetteListOf(readProfile(`name: a\nrecette: { checks: [${checks}] }\n`));
    const here = linux('{ kind: dns }, { kind: swap, severity: reserve }');
    const there = linux('{ kind: dns }, { kind: swap }, { kind: locale }');
    expect(compareLists(here, there).map(({ here: own, there: other }) => [own, other])).toEqual([
      ['reserve', 'blocking'],
      [undefined, 'blocking'],
    ]);
    expect(compareLists(here, here)).toEqual([]);
  });
});
