import { exitCodeText, outcomeOf } from './exit-codes.js';
import { PROGRAM_KINDS, type ProgramKind } from './program.schema.js';

const of = (kind: ProgramKind, code: number, exitCodes = {}) => outcomeOf({ kind, exitCodes }, code);

describe('the exit code of an installer', () => {
  it.each<[ProgramKind, number, string]>([
    ['msi', 0, 'success'],
    ['msi', 3010, 'restart'],
    ['msi', 1641, 'restart'],
    ['msi', 1618, 'retry'],
    ['msi', 1638, 'already'],
    ['msi', 1603, 'failure'],
    ['exe', 3010, 'restart'],
    ['exe', 1, 'failure'],
    ['powershell', 1618, 'failure'],
    ['winget', 0x8a150109, 'restart'],
    ['winget', -1978334966, 'restart-first'],
    ['winget', -1978335189, 'already'],
    ['winget', -1978335212, 'failure'],
    ['chocolatey', 350, 'restart-first'],
    ['wapt', 1, 'failure'],
  ])('of a kind %s, %i, is %s', (kind, code, outcome) => {
    expect(of(kind, code)).toBe(outcome);
  });

  it('is a success for 0 alone where a kind says nothing else', () => {
    for (const kind of PROGRAM_KINDS) expect([of(kind, 0), of(kind, 259)]).toEqual(['success', 'failure']);
  });

  it('means first what the program says', () => {
    expect(of('exe', 100, { 100: 'restart' })).toBe('restart');
    expect(of('exe', 0, { 0: 'failure' })).toBe('failure');
    expect(of('exe', 4294967295, { '-1': 'retry' })).toBe('retry');
  });

  it('is said in words that help', () => {
    expect(exitCodeText(1625).fr).toBe('code 1625 : une stratégie de Windows interdit cette installation');
    expect(exitCodeText(5).en).toBe('exit code 5');
    expect(exitCodeText(-1978335212).en).toBe('exit code 0x8A150014');
  });
});
