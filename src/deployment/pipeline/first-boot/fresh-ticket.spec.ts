import { Planner } from '../planner.js';
import type { StepRow } from '../step.entity.js';
import type { Step } from '../step.js';

const PLACES = {
  'wait-environment': 'environment',
  'apply-master': 'environment',
  'write-answers': 'environment',
  'install-windows-boot': 'environment',
  restart: 'environment',
  'wait-windows': 'server',
  certificate: 'server',
} as const;
type Name = keyof typeof PLACES;
const NAMES = Object.keys(PLACES) as Name[];
const LIST = NAMES.map((name) => ({ name, place: PLACES[name] })) as Step[];
/** Nothing but the list of steps decides what is repeated. */
const planner = Object.create(Planner.prototype, { list: { value: LIST } }) as Planner;

function again(failed: Name, without: Name[] = []) {
  const at = NAMES.indexOf(failed);
  const rows = NAMES.map((name, index) => ({
    name,
    state: index < at ? 'done' : index === at ? 'failed' : 'pending',
  })).filter(({ name }) => !without.includes(name)) as StepRow[];
  const { names, bootTarget } = planner.repeated(rows, 'failed-step');
  return { names: [...new Set(names)], bootTarget };
}

describe('the retry of a Windows deployment', () => {
  it.each<[Name, string[]]>([
    ['install-windows-boot', ['install-windows-boot', 'restart', 'wait-windows', 'certificate']],
    ['restart', ['restart', 'wait-windows', 'certificate']],
  ])('at %s writes the answers anew before it: their ticket may have expired meanwhile', (failed, rest) => {
    expect(again(failed)).toEqual({
      names: ['wait-environment', 'write-answers', ...rest],
      bootTarget: 'environment',
    });
  });

  it('at a step before the answers writes them when it comes to them', () => {
    expect(again('apply-master').names).toEqual([
      ...['wait-environment', 'apply-master', 'write-answers', 'install-windows-boot', 'restart'],
      ...['wait-windows', 'certificate'],
    ]);
  });

  it('at the wait for Windows leaves the disk as it is: the environment is not booted', () => {
    expect(again('wait-windows')).toEqual({ names: ['wait-windows', 'certificate'], bootTarget: 'disk' });
  });

  it('adds no step to a deployment that writes no answers', () => {
    expect(again('restart', ['write-answers']).names).toEqual([
      ...['wait-environment', 'restart', 'wait-windows', 'certificate'],
    ]);
  });
});
