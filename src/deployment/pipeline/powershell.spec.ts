import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { powershellFaults, powershellTwins } from '../../../test/support/powershell-syntax.js';
import { answerScript, type WindowsScripts } from '../../../test/support/windows-scripts/index.js';
import { renderTemplate } from '../../platform/template/index.js';
import type { Remote, RunOptions } from '../../platform/transport/index.js';
import { POWERSHELL, powershellScript, runPowershell, secondsAsSystem } from './powershell.js';

const NAMES = readdirSync('templates/windows', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.includes('/') && path.endsWith('.ps1.hbs'))
  .map((path) => path.replace('.ps1.hbs', ''));
const HOSTILE = `'"; Remove-Item C:\\ #\u2019$(calc)\né`;
const SCRIPT = 'system/boot-time';
const schema = z.object({ bootTime: z.string() });

/** A PC whose script answers like this, and all that it was given and said. */
function pc(answer: WindowsScripts[string]) {
  const heard: string[] = [];
  const runs: { command: string; input: string }[] = [];
  const remote = {
    run: async (command: string, { input: bytes = '', onLine }: RunOptions) => {
      const input = String(bytes);
      runs.push({ command, input });
      const { stdout, exitCode } = await answerScript([{ [SCRIPT]: answer }], input, {});
      for (const line of stdout.split('\n').slice(0, -1)) onLine?.(line, 'stdout');
      return { stdout, stderr: 'last words', exitCode };
    },
  } as unknown as Remote;
  const listener = {
    signal: new AbortController().signal,
    progress: () => undefined,
    log: (text: string) => void heard.push(text),
  };
  const run = (given: object, asSystem = false, timeoutMs?: number) =>
    runPowershell(remote, { script: SCRIPT, given, schema, asSystem, timeoutMs }, listener);
  return { run, heard, runs };
}

describe('a PowerShell script', () => {
  it('is one that Windows reads, the same for every PC', () => {
    expect(NAMES).toContain(SCRIPT);
    for (const name of NAMES) {
      const text = powershellScript(name);
      expect([name, powershellFaults(text)]).toEqual([name, []]);
      expect(text.startsWith(`# etabli: ${name}\r\n`)).toBe(true);
      expect(/[^\r]\n/.test(text)).toBe(false);
    }
  });

  it.each(NAMES)('%s has no variables that differ only in case: PowerShell takes both for one', (name) => {
    expect(powershellTwins(powershellScript(name))).toEqual([]);
  });

  it.each([
    [
      'a constant',
      `$FORMER = 1\nfunction Stop-Former { foreach ($former in 1) { $FORMER } }`,
      ['$FORMER $former'],
    ],
    ['two of a function', 'function Get-One([string] $Path) { $path = 1 }', ['$Path $path']],
    ['two of the script', '$Key = 1\nWrite-Output "$key"', ['$Key $key']],
    ['two of functions apart', 'function A($Path) { $Path }\nfunction B { $path = 1 }', []],
  ])('is refused for %s', (_, text, twins) => {
    expect(powershellTwins(text)).toEqual(twins);
  });

  it('is started by a line that cmd.exe can hold', () => {
    expect(POWERSHELL.length).toBeLessThan(8_191);
  });

  it('gets its values as values, on its standard input alone', async () => {
    let seen: unknown;
    const { run, runs, heard } = pc((given: { text: string }) => {
      seen = given;
      return { log: ['began'], result: { bootTime: 'now' } };
    });
    await expect(run({ text: HOSTILE })).resolves.toEqual({ bootTime: 'now' });
    expect(seen).toEqual({ text: HOSTILE });
    expect(heard).toEqual(['began']);
    expect(runs.map(({ command }) => command)).toEqual([POWERSHELL]);
  });

  it('runs as SYSTEM with the same values', async () => {
    let seen: unknown;
    const { run, runs } = pc((given: object) => {
      seen = given;
      return { result: { bootTime: 'now' } };
    });
    await run({ text: HOSTILE }, true);
    expect(seen).toEqual({ text: HOSTILE });
    const [outer = ''] = runs[0]!.input.split('\n');
    expect(Buffer.from(outer, 'base64').toString()).toBe(powershellScript('system/as-system'));
  });

  it('runs as SYSTEM once at a time: the task of a run that was cut off is ended before another begins', () => {
    const text = powershellScript('system/as-system');
    const former = text.slice(text.indexOf('function Stop-Former'), text.indexOf('function Start-Work'));
    const words = [
      'foreach ($former in @(Get-Former)) { Stop-ScheduledTask',
      `$_.State -eq 'Running'`,
      'Unregister-ScheduledTask',
      'Remove-Item',
    ];
    const places = words.map((word) => former.indexOf(word));
    expect([places, Math.min(...places) > 0]).toEqual([[...places].sort((a, b) => a - b), true]);
    expect(text).toContain('\r\nStop-Former\r\ntry {\r\n    Start-Work\r\n');
  });

  it('lets an installer end whose run was cut off: it has a name that Stop-Former leaves alone', () => {
    const text = powershellScript('system/as-system');
    expect(text).toContain(`$UNBROKEN = @{ 'software/install' = 'install-' }\r\n`);
    expect(text).toContain('"$folder\\system-$($UNBROKEN[[string] $Given.name])$([Guid]');
    expect(text).toContain(`{ $_.TaskName -notlike 'Etabli system-install-*' }`);
    expect(text).toContain(`{ $_.Name -notlike 'system-install-*' } | Remove-Item -Recurse`);
    // The clean-up at the end of the deployment takes them all.
    expect(renderTemplate('first-boot/windows/report.ps1', {})).toContain(`$CUT_OFF = 'Etabli system-*'\n`);
    expect(NAMES).toContain('software/install');
  });

  it('that runs as SYSTEM ends by itself before the connection does', () => {
    const limits = [1_000, 60_000, 88_000, 300_000, 600_000, 3_600_000].map(secondsAsSystem);
    expect(limits).toEqual([1, 50, 78, 270, 540, 3_540]);
    // Counted from its own start: the recette of Windows needs 75 s.
    expect(powershellScript('system/as-system')).toContain('$end = $clock.Elapsed.TotalSeconds + $limit\r\n');
  });

  it('tells as-system the name of the script and its limit', async () => {
    const { run, runs } = pc(() => ({ result: { bootTime: 'now' } }));
    await run({}, true, 88_000);
    const [, values = ''] = runs[0]!.input.split('\n');
    expect(JSON.parse(Buffer.from(values, 'base64').toString())).toMatchObject({
      ...{ name: 'system/boot-time', seconds: 78 },
    });
  });

  it.each([
    ['no result', { exitCode: 0 }, 'ended with status 0 and no result: last words'],
    ['a result and a failure', { result: { bootTime: 'x' }, exitCode: 1 }, 'ended with status 1'],
    ['another form', { result: { bootTime: 7 } }, 'answered something else than the script system/boot-time'],
    ['nothing in its result', { result: null }, 'answered something else'],
    ['an error', { error: { kind: 'permanent', fr: 'non', en: 'never' } }, 'never'],
  ])('that answers %s has not succeeded', async (_, answer, message) => {
    await expect(pc(() => answer).run({})).rejects.toMatchObject({
      text: { en: expect.stringContaining(message) as string },
    });
  });
});
