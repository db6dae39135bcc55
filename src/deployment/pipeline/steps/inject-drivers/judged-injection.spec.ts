import { judgedInjection } from './judged-injection.js';

const READ = { service: 'iaStorVD', id: 'x', file: 'Windows/System32/drivers/iaStorVD.sys', sha256: 'a' };
const ORDER = { boot: [{}], packages: [{ folder: 'e2f' }] };
const COPIED = { folder: 'e2f', inf: 'e2f.inf' };

describe('the drivers that were put in', () => {
  it('are told when all were read back', () => {
    const answer = { boot: [{ ...READ, readBack: true }], packages: [COPIED], winre: 'absent' };
    expect(judgedInjection(ORDER, answer)).toEqual(answer);
  });

  it.each([
    [{ boot: [{ ...READ, readBack: false }], packages: [COPIED], winre: 'injected' }, 'iaStorVD'],
    [{ boot: [], packages: [COPIED], winre: 'injected' }, '0/1'],
    [{ boot: [{ ...READ, readBack: true }], packages: [], winre: 'injected' }, 'e2f'],
    [{ boot: [READ], packages: [COPIED], winre: 'injected' }, '—'],
    [{}, '—'],
    [null, '—'],
  ])('are no success when something is not proven: %j', (answer, what) => {
    expect(() => judgedInjection(ORDER, answer)).toThrow(
      `not all drivers were written and read back: ${what}`,
    );
  });
});
