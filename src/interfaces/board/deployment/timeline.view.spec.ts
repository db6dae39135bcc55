import type { StepAttempt, StepRow } from '../../../deployment/pipeline/index.js';
import { timelineOf } from './timeline.view.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 29, 4, 0, seconds));
const step = (id: string, more: Partial<StepRow>): StepRow =>
  ({
    id,
    name: id,
    state: 'pending',
    startedAt: null,
    endedAt: null,
    progress: null,
    waitsFor: null,
    ...more,
  }) as StepRow;
const titleOf = (name: string) => ({ fr: `Étape ${name}`, en: `Step ${name}` });

const STEPS = [
  step('a', { state: 'done', startedAt: at(0), endedAt: at(60) }),
  step('b', { state: 'failed', startedAt: at(60), endedAt: at(100) }),
  step('c', {}),
];

describe('the timeline of a deployment', () => {
  it('shows each step with its time, and where it lies in the whole', () => {
    const [a, b, c] = timelineOf(STEPS, [], titleOf, 'fr');
    expect([a?.title, a?.stateName, a?.duration, a?.span]).toEqual([
      'Étape a',
      'fait',
      '1 min 00 s',
      { x: 0, width: 60 },
    ]);
    expect([b?.look, b?.duration, b?.span]).toEqual(['failed', '40 s', { x: 60, width: 40 }]);
    expect(c).toEqual({ title: 'Étape c', look: 'pending', stateName: 'à venir' });
  });

  it('keeps a step of a moment visible, and inside the whole', () => {
    const short = [...STEPS.slice(0, 1), step('b', { state: 'done', startedAt: at(60), endedAt: at(60) })];
    expect(timelineOf(short, [], titleOf, 'fr')[1]?.span).toEqual({ x: 99.4, width: 0.6 });
  });

  it('says what a step waits for, as people say it', () => {
    const waiting = step('d', { state: 'waiting', startedAt: at(0), waitsFor: 'machine-confirmed' });
    expect(timelineOf([waiting], [], titleOf, 'fr')[0]?.waits).toBe('attend que le PC soit confirmé');
    expect(timelineOf([waiting], [], titleOf, 'en')[0]?.waits).toBe('waits for the PC to be confirmed');
  });

  it('tells each try of a step that was taken more than once, with its time', () => {
    const tries = [
      {
        stepId: 'b',
        attempt: 3,
        startedAt: at(0),
        endedAt: at(30),
        outcome: 'again',
        waitsFor: 'environment-booted',
        total: 5,
      },
      {
        stepId: 'b',
        attempt: 4,
        startedAt: at(30),
        endedAt: at(34),
        outcome: 'failed',
        waitsFor: null,
        total: 5,
      },
      { stepId: 'b', attempt: 5, startedAt: at(40), endedAt: null, outcome: null, waitsFor: null, total: 5 },
      {
        stepId: 'a',
        attempt: 1,
        startedAt: at(0),
        endedAt: at(60),
        outcome: 'done',
        waitsFor: null,
        total: 1,
      },
    ] as unknown as (StepAttempt & { total: number })[];
    const [a, b] = timelineOf(STEPS, tries, titleOf, 'fr');
    expect(a?.tries).toBeUndefined();
    expect(b?.tries).toBe(
      '5 passages\u00a0: … 30 s attend que le PC démarre par le réseau · 4 s échec · en cours',
    );
  });

  it('of a deployment that has not begun has no times', () => {
    expect(timelineOf([step('a', {})], [], titleOf, 'fr')[0]).toEqual({
      title: 'Étape a',
      look: 'pending',
      stateName: 'à venir',
    });
  });
});
