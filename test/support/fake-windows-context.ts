import type { z } from 'zod';
import type { Facts } from '../../src/deployment/pipeline/facts.js';
import { powershellInput, powershellScript } from '../../src/deployment/pipeline/powershell.js';
import type { StepContext } from '../../src/deployment/pipeline/step-context.js';
import { answerScript, type WindowsScripts } from './windows-scripts/index.js';

/** A step's context on a Windows whose scripts these tables answer, and all that the step did there. */
export function fakeWindowsContext(
  document: object,
  tables: readonly WindowsScripts[],
  facts: Facts = {},
  pc: Record<string, unknown> = {},
) {
  const ran: { script: string; given: Record<string, unknown>; text: string; asSystem: boolean }[] = [];
  const concealed: string[] = [];
  const logged: string[] = [];
  const context = {
    deploymentId: 'd-1',
    machineId: 'm-1',
    facts,
    plan: {
      purpose: 'deploy',
      profile: { name: 'p', document },
      row: {},
      lot: { customer: 'C' },
      master: {},
    },
    signal: new AbortController().signal,
    log: (text: string) => void logged.push(text),
    progress: () => undefined,
    conceal: (secrets: Iterable<string>) => void concealed.push(...secrets),
    confirmMine: () => Promise.resolve(),
    pause: () => Promise.resolve(),
    remember: (more: Partial<Facts>) => Promise.resolve(void Object.assign(facts, structuredClone(more))),
    known: (name: keyof Facts) => facts[name],
    powershell: async (
      script: string,
      given: Record<string, unknown>,
      { schema, asSystem = false }: { schema: z.ZodType; asSystem?: boolean },
    ) => {
      const text = powershellScript(script);
      ran.push({ script, given, text, asSystem });
      const { stdout } = await answerScript(tables, powershellInput(text, given), pc);
      const lines = stdout.split('\n').filter(Boolean);
      const answers = lines.map((line) => JSON.parse(line) as { result?: unknown; error?: object });
      const fault = answers.find(({ error }) => error !== undefined)?.error;
      if (fault !== undefined) throw new Error(JSON.stringify(fault));
      return schema.parse(answers.find((one) => 'result' in one)?.result);
    },
  };
  return { context: context as unknown as StepContext<'deploy'>, ran, concealed, logged, facts, pc };
}
