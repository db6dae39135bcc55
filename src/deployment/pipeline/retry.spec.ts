import { InputError } from '../../platform/core/index.js';
import { repetitionFrom, retryChoices } from './retry.js';
import type { StepRow } from './step.entity.js';
import type { Step } from './step.js';

const TABLE: [name: string, place: Step['place'], more?: Partial<Step>][] = [
  ['wait-environment', 'environment', { opens: 'environment' }],
  ['partition', 'environment'],
  ['configure', 'environment'],
  ['wait-first-boot', 'system', { opens: 'system' }],
  ['install-software', 'system', { repeatable: true }],
  ['join', 'system'],
  ['recette', 'system', { repeatable: true }],
  ['seal', 'server'],
  ['certificate', 'server'],
];
const LIST = TABLE.map(([name, place, more]) => ({
  name,
  place,
  title: { fr: `« ${name} »`, en: name },
  ...more,
})) as unknown as Step[];

/** A deployment that failed at that step; the steps before it were begun. */
function failedAt(failed: string): StepRow[] {
  const at = LIST.findIndex(({ name }) => name === failed);
  return LIST.map(({ name }, n) => ({
    name,
    state: n < at ? 'done' : n === at ? 'failed' : 'pending',
    startedAt: n <= at ? new Date(0) : null,
  })) as StepRow[];
}

const choices = (failed: string) =>
  retryChoices(LIST, failedAt(failed)).map(({ from, step, erases }) => `${from} ${step} ${erases}`);

describe('where a failed deployment may begin again', () => {
  it('is the failed step, what was done before it in the installed system, or the start', () => {
    expect(choices('recette')).toEqual([
      'failed-step recette no',
      'install-software install-software no',
      'start wait-environment again',
    ]);
  });

  it('is never a step of a PC that Établi has perhaps been locked out of', () => {
    expect(choices('seal')).toEqual(['failed-step seal no', 'start wait-environment again']);
    expect(choices('certificate')).toEqual(['failed-step certificate no', 'start wait-environment again']);
  });

  it('is not another step of the environment: what was written to the disk since would be in its way', () => {
    expect(choices('configure')).toEqual(['failed-step configure no', 'start wait-environment again']);
  });

  it('is the start alone while nothing was erased, and says when the disk is erased again', () => {
    expect(choices('wait-environment')).toEqual(['failed-step wait-environment first']);
    expect(choices('partition')).toEqual(['failed-step partition again']);
  });

  it('runs again the step that makes sure of the PC, then the chosen one and all after it', () => {
    expect(repetitionFrom(LIST, failedAt('recette'), 'install-software')).toEqual({
      names: ['wait-first-boot', 'install-software', 'join', 'recette', 'seal', 'certificate'],
      bootTarget: 'disk',
    });
  });

  it.each(['join', 'partition', 'seal', 'nonsense', 'wait-first-boot', '__proto__'])(
    'is not %s, which is refused with what is possible',
    (from) => {
      let thrown: unknown;
      try {
        repetitionFrom(LIST, failedAt('recette'), from);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(InputError);
      expect((thrown as InputError).findings).toEqual([
        {
          field: 'from',
          found: from,
          expected: {
            fr: 'l’un de : failed-step, install-software, start',
            en: 'one of: failed-step, install-software, start',
          },
        },
      ]);
    },
  );
});
