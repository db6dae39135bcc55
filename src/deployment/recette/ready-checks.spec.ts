import { READY_CHECKS, readProfile } from '../../documents/profile/index.js';
import { helpFor, manualRequests } from './ready-checks.js';

const profileOf = (manual: string) =>
  readProfile(`name: essai\nmaster: { name: debian-13 }\nrecette:\n  manual: ${manual}\n`).recette?.manual ??
  [];

describe('the manual checks of a profile', () => {
  it('may be named, with their titles and how they are done', () => {
    const requests = manualRequests(profileOf('[screen, { id: ports, severity: blocking }]'));
    expect(requests).toEqual([
      { id: 'screen', title: { fr: 'Écran sans défaut', en: 'Screen without fault' }, severity: 'reserve' },
      { id: 'ports', title: { fr: 'Prises', en: 'Ports' }, severity: 'blocking' },
    ]);
    expect(helpFor(requests[0]!)?.page).toBe('/test/screen');
    expect(helpFor(requests[1]!)?.page).toBeUndefined();
  });

  it('each have moves in both languages', () => {
    for (const request of manualRequests([...READY_CHECKS])) {
      const moves = helpFor(request)?.moves ?? [];
      expect(moves.length).toBeGreaterThan(0);
      for (const { fr, en } of moves) {
        expect([fr, en].every((text) => text.length > 20)).toBe(true);
      }
    }
  });

  it('may be of the profile’s own, which get no help that was written for another one', () => {
    const own = profileOf('[{ id: ports, title: { fr: Portes du local, en: Doors } }]');
    const [request] = manualRequests(own);
    expect(request?.title).toEqual({ fr: 'Portes du local', en: 'Doors' });
    expect(helpFor(request!)).toBeUndefined();
  });

  it.each([
    ['[screen, screen]', 'recette.manual[1]'],
    ['[screen, { id: screen }]', 'recette.manual[1]'],
    ['[scren]', 'recette.manual[0]'],
    ['[{ id: stickers }]', 'recette.manual[0].title'],
  ])('are refused with the place of the fault: %s', (manual, field) => {
    let found: unknown;
    try {
      profileOf(manual);
    } catch (error) {
      found = (error as { findings: { field: string }[] }).findings.map((finding) => finding.field);
    }
    expect(found).toEqual([field]);
  });
});
