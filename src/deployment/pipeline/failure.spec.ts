import { OperatorError, PermanentError } from '../../platform/core/index.js';
import { failureOf, timedOut, tooLong, unknownStep, workersDied } from './failure.js';

describe('a failure', () => {
  it('says the cause and the remedy of its error, in both languages', () => {
    const remedy = { fr: 'branchez-le', en: 'plug it in' };
    const error = new OperatorError({ fr: 'disque absent', en: 'no disk' }, { remedy });
    expect(failureOf('partition', error)).toEqual({
      step: 'partition',
      cause: { fr: 'disque absent', en: 'no disk' },
      remedy,
    });
  });

  it('says what to do even when its error does not', () => {
    const error = new PermanentError({ fr: 'cassé', en: 'broken' });
    expect(failureOf('seal', error).remedy).toEqual({
      fr: 'Corrigez la cause puis reprenez le déploiement à cette étape.',
      en: 'Correct the cause, then retry the deployment from this step.',
    });
  });

  it.each([
    [
      'a deadline',
      tooLong({ name: 'update', timeoutMs: 7_200_000 }),
      'the step update did not end in the time allowed (120 min)',
    ],
    [
      'a silent PC',
      timedOut({ name: 'wait-first-boot', waitsFor: 'system-booted' }),
      'the PC gave no sign of life (expected: system-booted) during the step wait-first-boot',
    ],
    [
      'a Windows that does not report',
      timedOut({ name: 'wait-windows', waitsFor: 'system-booted' }),
      'the installed Windows has not reported in the time allowed: it has not started, has no network, or has not ended its first start',
    ],
    [
      'a Windows that does not say that it is clean',
      timedOut({ name: 'seal-windows', waitsFor: 'system-sealed' }),
      'the PC has not said in the time allowed that nothing of Établi is left',
    ],
    [
      'dead workers',
      workersDied('recette'),
      'the process that ran the step recette stopped several times in a row',
    ],
    ['an unknown step', unknownStep('fly'), 'this release of Établi does not know the step fly'],
  ])('of %s is told in both languages', (_, error, english) => {
    const { cause, remedy } = failureOf('x', error);
    expect(cause.en).toBe(english);
    for (const text of [cause.fr, remedy.fr, remedy.en]) expect(text).toMatch(/\S{3}/);
    expect(cause.fr).not.toBe(cause.en);
  });

  it('of a silent Windows says where to look on the PC', () => {
    const { remedy } = failureOf('x', timedOut({ name: 'wait-windows', waitsFor: 'system-booted' }));
    for (const text of [remedy.fr, remedy.en]) expect(text).toContain('C:\\Windows\\Etabli\\first-boot.log');
  });
});
