import { windowsSeal } from '../../../../../test/support/windows-report.js';
import { windowsSealSchema } from '../../first-boot/windows-report.schema.js';
import { judgedSeal } from './judged-seal.js';

const AT = new Date('2026-05-04T08:00:00Z');

const lines = (more: object, asksAutologon = false) =>
  judgedSeal(windowsSealSchema.parse(windowsSeal(more)), asksAutologon, AT).map(
    ({ kind, severity, verdict, measured }) => `${kind} ${severity}: ${verdict}, ${measured.en}`,
  );

describe('the last report of a Windows', () => {
  it('passes where nothing is left', () => {
    expect(lines({})).toEqual(['no-leftover blocking: passed, nothing']);
  });

  it.each([
    ['a file', { left: ['C:\\Windows\\Panther\\unattend.xml'] }, 'C:\\Windows\\Panther\\unattend.xml'],
    [
      'a password of an autologon',
      { autologon: { enabled: false, hasPassword: true } },
      'Winlogon DefaultPassword',
    ],
    [
      'an autologon that nobody asked for',
      { autologon: { enabled: true, hasPassword: false } },
      'Winlogon AutoAdminLogon',
    ],
  ])('fails with %s', (_, more, found) => {
    expect(lines(more)).toEqual([`no-leftover blocking: failed, ${found}`]);
  });

  it('takes an autologon that the profile asks for', () => {
    expect(lines({ autologon: { enabled: true, hasPassword: false } }, true)).toEqual([
      'no-leftover blocking: passed, nothing',
    ]);
  });

  it('says what waits for the first logon, which nobody here will see', () => {
    expect(lines({ kept: ['C:\\Windows\\Setup\\Etabli'] })).toEqual([
      'no-leftover blocking: passed, nothing',
      'first-logon-pending information: unmeasured, still there, without secrets: C:\\Windows\\Setup\\Etabli',
    ]);
  });

  it('reserves where a secret went before its script had run', () => {
    expect(lines({ dropped: ['firstLogon-01-vpn'] })[1]).toBe(
      'first-logon-secrets reserve: failed, not applied, nobody has logged on (windows.accounts.autologon): firstLogon-01-vpn',
    );
  });

  it('never passes where the PC could not look', () => {
    expect(lines({ left: null })).toEqual([
      'no-leftover blocking: unmeasured, not measured: the PC could not look for it',
    ]);
  });

  it('fails with what was found even where the rest could not be looked for', () => {
    expect(lines({ left: null, autologon: { enabled: false, hasPassword: true } })).toEqual([
      'no-leftover blocking: failed, Winlogon DefaultPassword',
    ]);
  });

  it('reserves where nobody knows which scripts lost their secret', () => {
    expect(lines({ dropped: null })[1]).toBe(
      'first-logon-secrets reserve: unmeasured, not measured: the PC could not tell which scripts waited for it',
    );
  });
});
