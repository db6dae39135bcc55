import type { z } from 'zod';
import { OperatorError } from '../../platform/core/index.js';
import { renderTemplate } from '../../platform/template/index.js';
import type { Remote } from '../../platform/transport/index.js';
import { STEP_WORK } from './agent.js';
import { type LineListener, PrintedLines } from './printed-lines.js';

/**
 * What Windows PowerShell is started with: it takes a script and a value from standard input, a line of Base64 each.
 * The same for every script: no value can change it, and none stands on a command line or in a log of script blocks.
 */
const BEGIN = `$etabli = @($input)
[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false
$read = { param($line) [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($line)) }
$Given = ConvertFrom-Json -InputObject (& $read $etabli[1])
& ([ScriptBlock]::Create((& $read $etabli[0])))
`;
export const POWERSHELL = `powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -EncodedCommand ${Buffer.from(BEGIN, 'utf16le').toString('base64')}`;

/** Starts a script in the session 0 of SYSTEM; its parameters are a script and its own. */
const AS_SYSTEM = 'system/as-system';

export interface PowershellOptions<S extends z.ZodType> {
  /** The form of its result; what a PC answers otherwise fails the step. */
  schema: S;
  /** After this it is ended. No limit by default but that of the step. */
  timeoutMs?: number;
  /** As SYSTEM by a scheduled task: the update agent and the MDM bridge refuse a logon over the network. */
  asSystem?: boolean;
}

/**
 * The text of a script of `templates/windows`: the same for every PC, as it takes its values from `$Given`.
 * @param name `software/install`
 */
export function powershellScript(name: string): string {
  const text = renderTemplate('windows/prelude.ps1', {}) + renderTemplate(`windows/${name}.ps1`, {});
  return `# etabli: ${name}\r\n${text.replaceAll(/\r?\n/g, '\r\n')}`;
}

/** What is written to the standard input of POWERSHELL. */
export function powershellInput(script: string, given: object): string {
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  return `${base64(script)}\n${base64(JSON.stringify(given))}\n`;
}

/**
 * Runs a script on an installed Windows and returns its result. Throws what the script says, as the error class that
 * it names; an OperatorError for a result of another form; a TransientError for a script that ended without one.
 */
export async function runPowershell<S extends z.ZodType>(
  remote: Remote,
  order: { script: string; given: object } & PowershellOptions<S>,
  listener: LineListener & { signal: AbortSignal },
): Promise<z.output<S>> {
  const { script, given, asSystem = false, timeoutMs, schema } = order;
  const inner = powershellInput(powershellScript(script), given);
  const seconds = timeoutMs === undefined ? null : secondsAsSystem(timeoutMs);
  const input = asSystem
    ? powershellInput(powershellScript(AS_SYSTEM), { name: script, input: inner, seconds })
    : inner;
  const output = new PrintedLines<unknown>(listener);
  const run = await remote.run(POWERSHELL, {
    input,
    exclusive: STEP_WORK,
    signal: listener.signal,
    timeoutMs,
    onLine: (text, stream) => (stream === 'stdout' ? output.line(text) : listener.log(text)),
  });
  const result = output.result({ fr: `le script ${script}`, en: `the script ${script}` }, run);
  const parsed = await schema.safeParseAsync(result);
  if (parsed.success) return parsed.data;
  throw unreadable(script, parsed.error);
}

/**
 * How long a script may run as SYSTEM, for its own task to end it before the connection is ended: a tenth of the time,
 * from 10 s to a minute, is for starting it and for taking away what it leaves.
 */
export function secondsAsSystem(timeoutMs: number): number {
  const seconds = Math.ceil(timeoutMs / 1000);
  const margin = Math.min(60, Math.max(10, Math.round(seconds / 10)));
  return Math.max(1, seconds - margin);
}

function unreadable(script: string, { issues }: z.ZodError): OperatorError {
  const where = issues.map(({ path }) => path.join('.') || '.').slice(0, 5);
  return new OperatorError(
    {
      fr: `le PC a répondu autre chose que ce que le script ${script} mesure : ${where.join(', ')}`,
      en: `the PC answered something else than the script ${script} measures: ${where.join(', ')}`,
    },
    {
      remedy: {
        fr: 'Regardez le journal de l’étape, puis reprenez le déploiement.',
        en: 'Look at the log of the step, then retry the deployment.',
      },
    },
  );
}
