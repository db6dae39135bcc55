import { OperatorError, PermanentError } from '../../platform/core/index.js';
import { failureOf, timedOut, tooLong, unknownStep, workersDied } from './failure.js';

const FIRST = { fr: 'Premier démarrage', en: 'First boot' };

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
      tooLong({ timeoutMs: 7_200_000 }, { fr: 'Mise à jour', en: 'Update' }),
      'the step “Update” did not end in the time allowed (120 min)',
    ],
    [
      'a silent PC',
      timedOut({ name: 'wait-first-boot', waitsFor: 'system-booted' }, FIRST),
      'the installed system gave no sign of life during the step “First boot”',
    ],
    [
      'a PC that does not come back',
      timedOut({ name: 'apply-master', waitsFor: 'environment-booted' }, FIRST),
      'the PC, booted from the network, gave no sign of life during the step “First boot”',
    ],
    [
      'checks that nobody answers',
      timedOut({ name: 'recette', waitsFor: 'manual-checks-answered' }, FIRST),
      'nobody answered the manual checks in the time allowed',
    ],
    [
      'a Windows that does not report',
      timedOut({ name: 'wait-windows', waitsFor: 'system-booted' }, FIRST),
      'the installed Windows has not reported in the time allowed: it has not started, has no network, or has not ended its first start',
    ],
    [
      'a Windows that does not say that it is clean',
      timedOut({ name: 'seal-windows', waitsFor: 'system-sealed' }, FIRST),
      'the PC has not said in the time allowed that nothing of Établi is left',
    ],
    [
      'dead workers',
      workersDied(FIRST),
      'the process that ran the step “First boot” stopped several times in a row',
    ],
    ['an unknown step', unknownStep('fly'), 'this release of Établi does not know the step fly'],
  ])('of %s is told in both languages', (_, error, english) => {
    const { cause, remedy } = failureOf('x', error);
    expect(cause.en).toBe(english);
    for (const text of [cause.fr, remedy.fr, remedy.en]) expect(text).toMatch(/\S{3}/);
    expect(cause.fr).not.toBe(cause.en);
  });

  it('of a silent Windows says where to look on the PC', () => {
    const { remedy } = failureOf('x', timedOut({ name: 'wait-windows', waitsFor: 'system-booted' }, FIRST));
    for (const text of [remedy.fr, remedy.en]) expect(text).toContain('C:\\Windows\\Etabli\\first-boot.log');
  });
});
