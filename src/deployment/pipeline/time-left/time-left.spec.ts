import { silentSince, silentText, timeLeft, timeLeftText, type Standpoint } from './time-left.js';

const NOW = new Date('2026-11-29T10:00:00Z');
const USUAL: Record<string, number> = { partition: 10_000, 'apply-master': 120_000, restart: 60_000 };
const usual = (step: string) => USUAL[step];
const before = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

function standing(present: Partial<Standpoint['present']>, ...rest: string[]): Standpoint {
  return { present: { state: 'running', progress: null, startedAt: before(30), ...present }, rest };
}

describe('the time that a deployment still takes', () => {
  it('is the usual time of its steps, less what the progress of the present one has done', () => {
    const progress = { done: 3, total: 4, unit: 'bytes' } as const;
    expect(timeLeft(standing({ progress }, 'apply-master', 'restart'), usual, NOW)).toBe(90_000);
  });

  it('counts the time of a present step that tells no progress, and never less than nothing', () => {
    expect(timeLeft(standing({}, 'apply-master', 'restart'), usual, NOW)).toBe(150_000);
    expect(timeLeft(standing({ startedAt: before(900) }, 'apply-master', 'restart'), usual, NOW)).toBe(
      60_000,
    );
  });

  it('is the whole time of a step that has not begun', () => {
    expect(timeLeft(standing({ state: 'queued', startedAt: null }, 'apply-master'), usual, NOW)).toBe(
      120_000,
    );
    expect(timeLeft(standing({ state: 'pending' }, 'apply-master'), usual, NOW)).toBe(120_000);
  });

  it('is not said when one of the steps was never measured, or none is left', () => {
    expect(timeLeft(standing({}, 'apply-master', 'seal'), usual, NOW)).toBeUndefined();
    expect(timeLeft(standing({}), usual, NOW)).toBeUndefined();
  });

  it('takes progress beyond its end, or before its beginning, as the end and the beginning', () => {
    const left = (done: number) =>
      timeLeft(standing({ progress: { done, total: 4, unit: 'files' } }, 'restart'), usual, NOW);
    expect([left(9), left(-1)]).toEqual([0, 60_000]);
  });
});

describe('a PC', () => {
  it('is silent when it said nothing for more than thirty seconds', () => {
    expect(silentSince(before(31), NOW)).toEqual(before(31));
    expect(silentSince(before(30), NOW)).toBeUndefined();
    expect(silentSince(null, NOW)).toBeUndefined();
  });
});

describe('the words', () => {
  it('for the time left are rounded up to minutes', () => {
    const texts = [20_000, 61_000, 720_000, 3_600_000, 3_720_000].map((ms) => timeLeftText(ms));
    expect(texts.map(({ fr }) => fr)).toEqual([
      'encore une minute au plus',
      'encore 2\u00a0min environ',
      'encore 12\u00a0min environ',
      'encore 1\u00a0h environ',
      'encore 1\u00a0h\u00a002 environ',
    ]);
    expect(texts[2]?.en).toBe('about 12\u00a0min left');
  });

  it('for silence count seconds by five, then minutes', () => {
    const texts = [44, 119, 120, 4000].map((seconds) => silentText(before(seconds), NOW));
    expect(texts.map(({ fr }) => fr)).toEqual([
      'muet depuis 40\u00a0s',
      'muet depuis 115\u00a0s',
      'muet depuis 2\u00a0min',
      'muet depuis 1\u00a0h\u00a006',
    ]);
    expect(texts[0]?.en).toBe('silent for 40\u00a0s');
  });
});
