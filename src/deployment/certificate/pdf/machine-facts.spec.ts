import { identityText } from './machine-facts.js';

const PLACE = { language: 'en', timeZone: 'Europe/Paris' } as const;
const WHO = { by: 'anna', at: '2026-03-02T09:05:00.000Z' };

describe('on what the identity of a PC rests, in a certificate', () => {
  it('is the code that somebody typed, with who and when', () => {
    expect(identityText({ proof: 'code', ...WHO }, PLACE)).toMatchObject({
      fr: expect.stringMatching(/^confirmée par code par anna, .*2026/) as string,
      en: expect.stringMatching(/^confirmed by code by anna, .*2026/) as string,
    });
  });

  it('is the network that somebody declared closed', () => {
    expect(identityText({ proof: 'closed-network', network: '10.77.0.0/16', ...WHO }, PLACE)).toMatchObject({
      en: expect.stringMatching(/^network 10\.77\.0\.0\/16 declared closed by anna, /) as string,
    });
  });

  it('is nothing for a PC that nobody confirmed, and for a certificate of before', () => {
    expect(identityText({ proof: 'none' }, PLACE)).toMatchObject({
      en: 'not confirmed; no secret was given to the PC',
    });
    expect(identityText(undefined, PLACE)).toBeUndefined();
  });
});
