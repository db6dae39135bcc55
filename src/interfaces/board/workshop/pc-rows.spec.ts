import { handRow, progressOf } from './pc-rows.js';
import type { Pc, PresentStep } from './pc.js';

const titleOf = (step: string) => ({ fr: `étape ${step}`, en: `step ${step}` });
const STEP: PresentStep = {
  name: 'apply-master',
  state: 'running',
  position: 6,
  count: 24,
  progress: null,
  waitsFor: null,
  isLost: false,
};
const pc = (given: Partial<Pc>): Pc => ({
  id: 'd1',
  name: 'PC-0012',
  serial: 'PC-0012',
  machineId: 'm1',
  lot: { id: 'l1', number: 'L-2026-0007', customer: 'Mairie' },
  rowNumber: 1,
  state: 'running',
  closedAt: null,
  certificate: null,
  failure: null,
  step: STEP,
  since: new Date(2020, 10, 24, 14, 5),
  startedAt: null,
  isStarting: false,
  ...given,
});
const shown = (done: number, total: number) =>
  progressOf(pc({ step: { ...STEP, progress: { done, total, unit: 'bytes' } } }), 'fr', titleOf);

describe('the progress of a PC', () => {
  it('is whole percents, never more than was done and never beyond its ends', () => {
    expect(
      [shown(29, 100), shown(999, 1000), shown(12, 10), shown(-1, 10)].map(({ value }) => value),
    ).toEqual([29, 99, 100, 0]);
    expect(shown(29, 100).detail).toBe('29\u00a0%');
  });

  it('is the place of the step where that tells none', () => {
    expect(progressOf(pc({}), 'fr', titleOf)).toEqual({
      step: 'étape apply-master',
      value: 25,
      detail: '7/24',
    });
    expect(shown(3, 0).detail).toBe('7/24');
  });

  it('says the time left and the silence where they are known', () => {
    expect(progressOf(pc({ leftMinutes: 12, silentSeconds: 40 }), 'fr', titleOf)).toMatchObject({
      detail: '7/24 · encore 12\u00a0min environ',
      silence: 'muet depuis 40\u00a0s',
    });
  });
});

describe('a PC that needs a person', () => {
  const waiting = pc({
    state: 'waiting',
    step: { ...STEP, state: 'waiting', waitsFor: 'machine-confirmed' },
  });

  it('leads a technician to the one action, and everybody else to its page', () => {
    const row = (acts: boolean) => handRow(waiting, { language: 'fr', acts }, titleOf).action;
    expect(row(true)).toEqual({ href: '/confirm/m1', text: 'Saisir le code' });
    expect(row(false)).toEqual({ href: '/deployments/d1', text: 'Ouvrir' });
  });

  it('says what failed, in which step, and since when', () => {
    const failure = {
      step: 'seal',
      cause: { fr: 'disque plein', en: 'disk full' },
      remedy: { fr: 'x', en: 'x' },
    };
    expect(handRow(pc({ state: 'failed', failure }), { language: 'fr', acts: true }, titleOf)).toMatchObject({
      look: 'failed',
      stateName: 'échec',
      step: 'étape seal',
      cause: 'disque plein',
      about: 'L-2026-0007 · Mairie',
      since: '24 nov. 2020, 14:05',
    });
  });
});
