import type { LotView } from '../../../deployment/pipeline/index.js';
import { daysInWords, lotHead } from './lot-head.view.js';

const NOW = new Date(2026, 10, 29, 23, 30);
const LOT: LotView = {
  id: 'x',
  number: 'L-2026-0001',
  customer: 'Mairie',
  profile: { id: 'p', name: 'tiny', version: 2 },
  orderNumber: null,
  site: null,
  dueOn: null,
  isLate: false,
  beginAt: null,
  woken: 0,
  pausedAt: null,
  pausedBy: null,
  notes: null,
  createdBy: 'zoe',
  createdAt: NOW,
  counts: { armed: 2, certified: 3, failed: 2, cancelled: 1 },
  closed: 1,
  reserved: 1,
  ended: false,
};

describe('the head of a lot', () => {
  it.each([
    [-3, 'en retard de 3 jours', '3 days late'],
    [-1, 'en retard d’un jour', 'one day late'],
    [0, 'aujourd’hui', 'today'],
    [1, 'demain', 'tomorrow'],
    [12, 'dans 12 jours', 'in 12 days'],
  ])('%d days are said in words', (days, fr, en) => {
    expect(daysInWords(days)).toEqual({ fr, en });
  });

  it('counts a certified, a cancelled and a closed PC as ended, and a failed one that is open not', () => {
    expect(lotHead(LOT, 'en', NOW)).toMatchObject({ done: 5, total: 8, progress: '5 of 8 PCs have ended' });
  });

  it('is late from the day after its date on, and never when every PC has ended', () => {
    const due = (dueOn: string, ended = false) => lotHead({ ...LOT, dueOn, ended }, 'fr', NOW).due;
    expect(due('2026-11-28')).toMatchObject({ words: 'en retard d’un jour', isLate: true });
    expect(due('2026-11-29')).toMatchObject({
      words: 'aujourd’hui',
      isLate: false,
      text: '29 novembre 2026',
    });
    expect(due('2026-11-28', true)).toMatchObject({ words: '', isLate: false });
  });

  it.each([
    [{ beginAt: new Date(2026, 10, 30), counts: { planned: 1 } }, 'only PCs armed before are woken'],
    [{ beginAt: new Date(2026, 10, 30), counts: { armed: 1 } }, 'the armed PCs will be woken'],
    [{ beginAt: new Date(2026, 10, 28), woken: 2 }, 'wake-up signal sent to 2 PCs'],
    [{ beginAt: new Date(2026, 10, 28) }, 'past: no PC was armed with a known MAC address'],
  ])('%# says what its date to begin does', (more, words) => {
    expect(lotHead({ ...LOT, ...more }, 'en', NOW).begin?.words).toBe(words);
  });
});
