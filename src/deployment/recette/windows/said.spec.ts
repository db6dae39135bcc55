import { daysText, dayText, momentText } from './said.js';

describe('what a check of Windows says', () => {
  it('counts days as each language does', () => {
    expect([0, 1, 2].map((days) => daysText(days).fr)).toEqual(['0 jour', '1 jour', '2 jours']);
    expect([0, 1, 2].map((days) => daysText(days).en)).toEqual(['0 days', '1 day', '2 days']);
  });

  it('writes dates as each language does, and leaves what is none', () => {
    expect(dayText('2027-10-12')).toEqual({ fr: '12/10/2027', en: '2027-10-12' });
    const said = { fr: '29/11/2026 07:21 UTC', en: '2026-11-29 07:21 UTC' };
    expect(momentText('2026-11-29T07:21:08.341Z')).toEqual(said);
    expect(momentText('demain')).toEqual({ fr: 'demain', en: 'demain' });
  });
});
