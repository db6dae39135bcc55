import type { SettingElement } from './answer-tree.js';
import { composeAnswer, RUNNERS } from './compose.js';
import type { ScriptPhase, WindowsOrder } from './contribution.js';

/** What the first boot of a PC runs of its answer file: its report must tell of each. */
export interface FirstBootRuns {
  /** How many commands of specialize. */
  commands: number;
  /** By the name that the summary on the PC gives them: `system-01-hello`. */
  scripts: { phase: ScriptPhase; name: string }[];
}

/** Counted in the same tree that the file is written from. Throws InputError naming the option that is impossible. */
export function runsOf(order: WindowsOrder): FirstBootRuns {
  const { settings, scripts } = composeAnswer(order);
  const here = settings.filter(
    ({ pass, component }) => pass === 'specialize' && component === RUNNERS.specialize,
  );
  const run = here.flatMap(({ elements }) => childrenOf(elements, 'RunSynchronous'));
  return {
    commands: run.filter(({ name }) => name === 'RunSynchronousCommand').length,
    scripts: scripts.map(({ phase, name }) => ({ phase, name })),
  };
}

function childrenOf(elements: readonly SettingElement[], parent: string): SettingElement[] {
  return elements.flatMap(({ name, content }) =>
    name === parent && typeof content !== 'string' ? content : [],
  );
}
