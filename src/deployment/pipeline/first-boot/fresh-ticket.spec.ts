import { Planner } from '../planner.js';
import type { StepRow } from '../step.entity.js';
import type { Step } from '../step.js';

const PLACES = {
  'wait-environment': 'environment',
  'prepare-join': 'server',
  'apply-master': 'environment',
  'write-answers': 'environment',
  'install-windows-boot': 'environment',
  restart: 'environment',
  'wait-windows': 'server',
  'hand-over': 'server',
  'install-programs': 'system',
  'seal-windows': 'server',
  certificate: 'server',
} as const;
type Name = keyof typeof PLACES;
const NAMES = Object.keys(PLACES) as Name[];
const OPENS: Partial<Record<Name, string>> = { 'wait-environment': 'environment', 'hand-over': 'system' };
const LIST = NAMES.map((name) => ({ name, place: PLACES[name], opens: OPENS[name] })) as Step[];
/** Nothing but the list of steps decides what is repeated. */
const planner = Object.create(Planner.prototype, { list: { value: LIST } }) as Planner;

const IN_WINDOWS = ['wait-windows', 'hand-over', 'install-programs', 'seal-windows', 'certificate'];

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
    ['install-windows-boot', ['install-windows-boot', 'restart', ...IN_WINDOWS]],
    ['restart', ['restart', ...IN_WINDOWS]],
  ])('at %s writes the answers anew before it: their ticket may have expired meanwhile', (failed, rest) => {
    expect(again(failed, ['prepare-join'])).toEqual({
      names: ['wait-environment', 'write-answers', ...rest],
      bootTarget: 'environment',
    });
  });

  it('makes its join blob anew too: the PC may have redeemed the last one', () => {
    expect(again('restart').names).toEqual([
      ...['wait-environment', 'prepare-join', 'write-answers', 'restart', ...IN_WINDOWS],
    ]);
    expect(again('wait-windows').names).toEqual([...IN_WINDOWS]);
  });

  it('at a step before the answers writes them when it comes to them', () => {
    expect(again('apply-master').names).toEqual([
      ...['wait-environment', 'prepare-join', 'apply-master', 'write-answers', 'install-windows-boot'],
      ...['restart', ...IN_WINDOWS],
    ]);
  });

  it('at the wait for Windows leaves the disk as it is: the environment is not booted', () => {
    expect(again('wait-windows')).toEqual({ names: IN_WINDOWS, bootTarget: 'disk' });
  });

  it('of a step in the running Windows makes sure first that it can be logged on to', () => {
    expect(again('install-programs')).toEqual({
      names: ['hand-over', 'install-programs', 'seal-windows', 'certificate'],
      bootTarget: 'disk',
    });
  });

  it('of the seal logs on to nothing: the PC may be sealed already', () => {
    expect(again('seal-windows').names).toEqual(['seal-windows', 'certificate']);
  });

  it('adds no step to a deployment that writes no answers', () => {
    expect(again('restart', ['write-answers', 'prepare-join']).names).toEqual([
      ...['wait-environment', 'restart', ...IN_WINDOWS],
    ]);
  });
});
