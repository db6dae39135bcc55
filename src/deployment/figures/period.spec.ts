import { daysOf, mondayOf, periodOf, todayIn } from './period.js';

const TODAY = '2026-11-29';

describe('the period of the figures', () => {
  it('is the last thirty days unless it is asked for', () => {
    expect(periodOf({}, TODAY)).toEqual({ from: '2026-10-31', to: TODAY });
    expect(periodOf({ to: '2026-03-01' }, TODAY)).toEqual({ from: '2026-01-31', to: '2026-03-01' });
    expect(periodOf({ from: '2026-11-01' }, TODAY)).toEqual({ from: '2026-11-01', to: TODAY });
    expect(periodOf({ from: '2026-12-01' }, TODAY)).toEqual({ from: '2026-12-01', to: '2026-12-01' });
  });

  it.each([
    ['ends before it begins', { from: '2026-02-02', to: '2026-02-01' }, 'to'],
    ['is longer than two years', { from: '2024-01-01', to: '2026-02-01' }, 'from'],
    ['ends in the far future', { from: '9999-12-31', to: '9999-12-31' }, 'to'],
  ])('is refused with its field when it %s', (_, asked, field) => {
    expect(() => periodOf(asked, TODAY)).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ field })] }),
    );
  });

  it('has every day, also over the end of February', () => {
    expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual([
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
    ]);
  });

  it('has weeks that begin on Monday', () => {
    expect([mondayOf('2026-11-29'), mondayOf('2026-11-30'), mondayOf('2027-01-01')]).toEqual([
      '2026-11-23',
      '2026-11-30',
      '2026-12-28',
    ]);
  });

  it('ends today by the clock of the server', () => {
    const night = new Date('2026-11-28T23:30:00Z');
    expect([todayIn('Europe/Paris', night), todayIn('UTC', night)]).toEqual(['2026-11-29', '2026-11-28']);
  });
});
