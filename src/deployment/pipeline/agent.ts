import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionLostError, type Remote, type RunResult } from '../../platform/transport/index.js';
import { type LineListener, PrintedLines } from './printed-lines.js';

/** The mark of a step's work: a machine runs one such work at a time, any earlier one is ended first. */
export const STEP_WORK = 'etabli-step';
/** They change nothing: they may run beside the work of a step, and may be run again. */
const READINGS: readonly string[] = ['disks', 'inventory', 'devices', 'firmware-trust'];
/** Ends the environment with everything that runs in it. */
const LAST = 'restart';
/** Between two connections to a machine that drops each of them at once. */
const PAUSE_MS = 500;

export interface AgentListener extends LineListener {
  signal: AbortSignal;
}

export interface AgentOrder {
  /** Whose work it is: found again under the same owner, command and parameters, by another worker too. */
  owner: string;
  command: string;
  parameters: object;
  /** Parameters that may be others each time; they are not part of the work's name. */
  fleeting?: object;
}

/**
 * Runs a command of the environment's agent and returns its result. Work continues when the connection
 * is lost: it is found again by its name and read from the last line on. environment/agent/README.md describes
 * the protocol. Throws what the agent says, as the error class that it names; an agent that ends without a
 * result is a TransientError.
 * @param reach gives an open connection to the machine, a new one when the last was lost
 */
export async function runAgent<T>(
  reach: () => Promise<Remote>,
  order: AgentOrder,
  listener: AgentListener,
): Promise<T> {
  const output = new PrintedLines<T>(listener);
  const run =
    READINGS.includes(order.command) || order.command === LAST
      ? await runPlainly(await reach(), order, output, listener.signal)
      : await attend(reach, order, output, listener.signal);
  const { command } = order;
  return output.result({ fr: `l’agent (${command})`, en: `the agent (${command})` }, run);
}

function runPlainly(
  remote: Remote,
  { command, parameters, fleeting }: AgentOrder,
  output: PrintedLines<unknown>,
  signal: AbortSignal,
): Promise<RunResult> {
  return remote.run(`etabli-agent ${command}`, {
    input: JSON.stringify({ ...parameters, ...fleeting }),
    exclusive: command === LAST ? STEP_WORK : undefined,
    signal,
    onLine: (text) => output.line(text),
  });
}

/** Begins the work or finds it under way, and listens to it over as many connections as it takes. */
async function attend(
  reach: () => Promise<Remote>,
  order: AgentOrder,
  output: PrintedLines<unknown>,
  signal: AbortSignal,
): Promise<RunResult> {
  const { command, parameters, fleeting } = order;
  const job = { name: jobName(order), exclusive: STEP_WORK, command };
  let from = 0;
  for (;;) {
    const remote = await reach();
    try {
      return await remote.run('etabli-agent job', {
        input: JSON.stringify({ ...job, parameters: { ...parameters, ...fleeting }, from }),
        signal,
        onLine: (text, stream) => {
          if (stream === 'stdout') from += 1;
          output.line(text);
        },
      });
    } catch (error) {
      if (signal.aborted || !(error instanceof ConnectionLostError)) throw error;
    }
    await pause(PAUSE_MS, undefined, { signal });
  }
}

function jobName({ owner, command, parameters }: AgentOrder): string {
  const digest = createHash('sha256').update(JSON.stringify(parameters)).digest('hex');
  return `${command}-${owner}-${digest.slice(0, 16)}`;
}
