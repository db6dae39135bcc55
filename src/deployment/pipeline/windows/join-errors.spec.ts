import { OperatorError, TransientError } from '../../../platform/core/index.js';
import { joinError } from './join-errors.js';

const tried = { domain: 'corp.test', user: 'anna-adm', organizationalUnit: 'OU=Postes,DC=corp,DC=test' };
const said = (code: number) => joinError(code, tried).text.en;

describe('a join that Windows refused', () => {
  it.each([
    [
      5,
      'joining corp.test: anna-adm has no right to make or take this account in OU=Postes,DC=corp,DC=test (5)',
    ],
    [1326, 'joining corp.test: anna-adm or its password is refused (1326)'],
    [0x54b, 'joining corp.test: no domain controller of corp.test answers, or this name is unknown (1355)'],
    [2224, 'joining corp.test: the domain has an account of this name already (2224)'],
    [8557, 'joining corp.test: anna-adm has made as many computer accounts as the domain allows (8557)'],
    [2, 'joining corp.test: the organizational unit OU=Postes,DC=corp,DC=test does not exist (2)'],
    [
      1398,
      'joining corp.test: the time of the PC and that of the domain differ by more than 5 minutes (1398)',
    ],
    [
      2732,
      'joining corp.test: the domain forbids anna-adm to take an account that it has not made (KB5020276) (2732)',
    ],
    [9999, 'joining corp.test: Windows refuses the join (9999)'],
  ])('with %d says why, and what to do', (code, expected) => {
    expect(said(code)).toBe(expected);
    expect(joinError(code, tried).text.fr).toMatch(/^jonction à corp\.test : .+/);
    expect(joinError(code, tried).remedy?.fr).toMatch(/\.$/);
  });

  it('is tried again when no domain controller answered, and needs somebody otherwise', () => {
    expect(joinError(1355, tried)).toBeInstanceOf(TransientError);
    expect(joinError(1326, tried)).toBeInstanceOf(OperatorError);
  });
});
