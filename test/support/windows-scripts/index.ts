import { openedInput, type ScriptOrder } from './script-order.js';

/** What a script does on a simulated Windows. `pc` is the state of that PC, which scripts may change. */
export interface ScriptAnswer {
  /** One `{"result": …}` line; none when it is left out. */
  result?: unknown;
  log?: readonly string[];
  /** One `{"error": …}` line. */
  error?: object;
  /** 0 by default. */
  exitCode?: number;
}
export type WindowsScripts = Record<
  string,
  (given: never, pc: Record<string, unknown>) => ScriptAnswer | Promise<ScriptAnswer>
>;

/** Whether the command that a machine was given starts Windows PowerShell with a script of Établi on its input. */
export function scriptOrderOf(input: string): ScriptOrder {
  const order = openedInput(input);
  if (order.name !== 'system/as-system') return order;
  // What it starts as SYSTEM is what a test is about.
  return openedInput((order.given as { input: string }).input);
}

/** What the simulated Windows prints for a script. */
export async function answerScript(
  tables: readonly WindowsScripts[],
  input: string,
  pc: Record<string, unknown>,
): Promise<{ stdout: string; exitCode: number }> {
  const { name, given } = scriptOrderOf(input);
  const script = tables.find((table) => Object.hasOwn(table, name))?.[name];
  if (script === undefined) throw new Error(`the simulated Windows does not know the script ${name}`);
  const { result, log = [], error, exitCode = 0 } = await script(given as never, pc);
  const lines = [
    ...log.map((text) => ({ log: text })),
    ...(error === undefined ? [] : [{ error }]),
    ...(result === undefined ? [] : [{ result }]),
  ];
  return { stdout: lines.map((line) => `${JSON.stringify(line)}\n`).join(''), exitCode };
}
