import type { z } from 'zod';
import { programSchema } from '../../src/park/software/index.js';
import { TransientError } from '../../src/platform/core/index.js';
import { powershellInput, powershellScript } from '../../src/deployment/pipeline/powershell.js';
import type { StepContext } from '../../src/deployment/pipeline/step-context.js';
import { InstallPrograms } from '../../src/deployment/pipeline/steps/install-programs/install-programs.step.js';
import { answerScript } from './windows-scripts/index.js';
import { programsOf, type SimulatedInstaller, SOFTWARE } from './windows-scripts/software.js';

export const FILE = { name: 'setup.exe', sha256: 'a'.repeat(64) };
export const exe = (name: string, more: object = {}) => ({
  digest: name.padEnd(64, '0'),
  isAsked: true,
  field: 'software[0]',
  document: programSchema.parse({
    ...{ name, version: '1.0', kind: 'exe', file: FILE, arguments: '/S', retry: { times: 2, seconds: 7 } },
    detect: { by: 'uninstall', name: `${name}*` },
    ...more,
  }),
});
export type PlannedExe = ReturnType<typeof exe>;

/** A Windows on which installers do what is said, and everything that happened to it. */
export function windowsWith(programs: PlannedExe[], installers: Record<string, SimulatedInstaller[]> = {}) {
  const pc: Record<string, unknown> = { bootedAt: 1_000 };
  programsOf(pc).installers = installers;
  const story: string[] = [];
  const log: string[] = [];
  const remembered: object[] = [];
  let concealed: string[] = [];
  /** Throws instead of the n-th call of that script, when it says so. */
  let cut: { script: string; call: number; after: boolean; error?: Error } | undefined;
  const calls: Record<string, number> = {};
  const context = {
    deploymentId: 'd',
    machineId: 'm',
    plan: { programs },
    signal: new AbortController().signal,
    confirmMine: () => Promise.resolve(),
    closeRemotes: () => Promise.resolve(),
    conceal: (secrets: string[]) => void (concealed = [...concealed, ...secrets]),
    log: (text: string) => void log.push(text),
    progress: () => undefined,
    remember: (facts: object) => Promise.resolve(void remembered.push(facts)),
    pause: (ms: number) => {
      if (ms >= 7_000) story.push(`pause ${ms / 1000} s`);
      return Promise.resolve();
    },
    system: () =>
      Promise.resolve({
        run: () => {
          story.push('restart');
          pc['bootedAt'] = Number(pc['bootedAt']) + 1_000;
          return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
        },
      }),
    powershell: async (script: string, given: object, { schema }: { schema: z.ZodType }) => {
      if (script === 'system/boot-time') {
        const bootTime = new Date(Number(pc['bootedAt'])).toISOString();
        return schema.parse({ bootTime, uptimeSeconds: 0 });
      }
      calls[script] = (calls[script] ?? 0) + 1;
      const isCut = cut?.script === script && cut.call === calls[script];
      if (isCut && !cut!.after) throw new Error('killed');
      const input = powershellInput(powershellScript(script), given);
      const { stdout } = await answerScript([SOFTWARE], input, pc);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { result?: unknown });
      const { name } = (given as { program?: { name: string } }).program ?? {};
      if (name !== undefined) story.push(`install ${name}`);
      if (isCut && cut?.error) {
        pc['bootedAt'] = Number(pc['bootedAt']) + 1_000;
      }
      if (isCut) throw cut?.error ?? new Error('killed');
      return schema.parse(lines.at(-1)?.result);
    },
  };
  const licences = {
    take: (pool: string) => Promise.resolve({ id: 'l', pool, hasKey: pool !== 'counted' }),
    keyOf: () => Promise.resolve('KEY-$&-00000'),
    use: (pool: string) => Promise.resolve(void story.push(`use ${pool}`)),
  };
  const step = new InstallPrograms(
    licences as never,
    { payload: (sha256: string) => `http://etabli/payloads/${sha256}` } as never,
  );
  return {
    pc,
    story,
    log,
    remembered,
    concealed: () => concealed,
    cutOff: (script: string, call: number, after = false) => void (cut = { script, call, after }),
    /** Its first installer restarts Windows by itself. */
    restartsItself: () =>
      void (cut = {
        ...{ script: 'software/install', call: 1, after: true },
        error: new TransientError({ fr: 'coupé', en: 'cut' }),
      }),
    run: async () => {
      const outcome = await step.run(context as unknown as StepContext<'deploy'>);
      return (outcome as unknown as { evidence: { programs: object[]; restarted: boolean; left: string[] } })
        .evidence;
    },
    step,
  };
}
const said = (error: unknown) => (error as { text: { fr: string } }).text.fr;
/** What the failure of a step says. */
export const failure = (run: Promise<unknown>) => run.then(() => 'done', said);
