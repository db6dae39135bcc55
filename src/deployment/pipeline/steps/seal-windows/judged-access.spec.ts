import { windowsSeal } from '../../../../../test/support/windows-report.js';
import { windowsSealSchema } from '../../first-boot/windows-report.schema.js';
import { ACCESS_PARTS, judgedAccess, judgedRefusal } from './judged-access.js';

const AT = new Date('2026-05-04T08:00:00Z');
const PARTS = Object.keys(ACCESS_PARTS);
const ALL = Object.fromEntries(PARTS.map((part) => [part, true]));

function said(access: object | undefined) {
  const { verdict, measured, severity } = judgedAccess(windowsSealSchema.parse(windowsSeal({ access })), AT);
  return `${severity} ${verdict}: ${measured.en}`;
}

describe('the access that Établi had to a Windows', () => {
  it('is removed where every part of it is', () => {
    expect(said(ALL)).toBe(
      'blocking passed: WinRM listener, firewall rule, certificate, private key, account, profile of the account, ' +
        'LocalAccountTokenFilterPolicy, WinRM settings, start of the WinRM service',
    );
  });

  it.each(PARTS)('is not removed while its %s is there', (part) => {
    expect(said({ ...ALL, [part]: false })).toBe(
      `blocking failed: ${ACCESS_PARTS[part as keyof typeof ACCESS_PARTS].title.en}`,
    );
  });

  it.each(PARTS)('is not known to be removed where the PC could not measure its %s', (part) => {
    expect(said({ ...ALL, [part]: null })).toMatch(/^blocking unmeasured: not measured: /);
  });

  it('is not removed where one part is there and another is not known', () => {
    expect(said({ ...ALL, account: null, listener: false })).toBe('blocking failed: WinRM listener');
  });

  it.each([undefined, null])('is not known to be removed where the PC says nothing of it (%s)', (access) => {
    expect(said(access as never)).toBe('blocking unmeasured: not measured: the PC could not measure it');
  });

  it('is refused only where Établi could not come in again', () => {
    expect(judgedRefusal('refused', AT).verdict).toBe('passed');
    expect(judgedRefusal('silent', AT)).toMatchObject({
      verdict: 'passed',
      measured: { en: 'Windows does not answer Établi any more' },
    });
    expect(judgedRefusal({ unmeasured: { fr: 'x', en: 'another PC answers' } }, AT)).toMatchObject({
      verdict: 'unmeasured',
      measured: { en: 'not measured: another PC answers' },
    });
    expect(judgedRefusal('open', AT)).toMatchObject({
      verdict: 'failed',
      severity: 'blocking',
      measured: { en: 'Windows still lets Établi in' },
    });
  });
});
