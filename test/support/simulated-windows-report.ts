import { DOMParser } from '@xmldom/xmldom';
import type { SimulatedDisk } from './simulated-pc-disk.js';
import { windowsReport } from './windows-report.js';

/** Its name is what the answer file says, its drivers those that were copied, its options those of its registry. */
export function reportOf(
  disk: SimulatedDisk,
  { report = {}, registry = {} }: { report?: object; registry?: Record<string, number | string> },
  domain: string | null = null,
) {
  const answer = disk.file('Windows/Panther/unattend.xml') ?? '';
  const computerName = /<ComputerName>([^<]*)/.exec(answer)?.[1] ?? 'WIN-7G2K';
  const { packages } = JSON.parse(disk.file('Windows/Etabli/Drivers/packages.json') ?? '{"packages":[]}') as {
    packages: object[];
  };
  return windowsReport({
    boot: { computerName: computerName.toUpperCase(), domain },
    ...runOf(answer),
    drivers: packages.map((one) => ({ ...one, outcome: 'installed', exitCode: 0, seconds: 2 })),
    options: { exitCode: 0, stdout: JSON.stringify({ reads: readsOf(disk, registry) }) },
    ...report,
  });
}

/** The local accounts that its answer file makes. */
export function accountsOf(disk: SimulatedDisk): string[] {
  const document = answerOf(disk);
  return [...document.getElementsByTagName('LocalAccount')].map(
    (account) => account.getElementsByTagName('Name')[0]?.textContent ?? '',
  );
}

/** The join blob of its answer file, which Windows applies before its first logon. */
export function joinBlobOf(disk: SimulatedDisk): string | undefined {
  return answerOf(disk).getElementsByTagName('AccountData')[0]?.textContent ?? undefined;
}

function answerOf(disk: SimulatedDisk) {
  const text = disk.file('Windows/Panther/unattend.xml') ?? '<unattend />';
  return new DOMParser().parseFromString(text, 'text/xml');
}

/** Every command of specialize, and every script up to the first logon, has ended well. */
function runOf(answer: string) {
  const document = new DOMParser().parseFromString(answer, 'text/xml');
  const commands = [...document.getElementsByTagName('RunSynchronousCommand')].map((command) => ({
    description: command.getElementsByTagName('Description')[0]?.textContent ?? 'command',
    exitCode: 0,
    timedOut: false,
  }));
  const files = [...document.getElementsByTagName('File')];
  const manifest = files.find((file) => file.getAttribute('name') === 'scripts.json')?.textContent;
  if (manifest == null) return { commands, scripts: null };
  const listed = JSON.parse(manifest) as { scripts: { phase: string; name: string }[] };
  const run = listed.scripts.filter(({ phase }) => phase !== 'everyUser').map(({ name }) => name);
  return { commands, scripts: ['unpack', ...run, 'finish'].map((name) => ({ name, status: '0' })) };
}

/** What options.ps1 would print. */
function readsOf(disk: SimulatedDisk, registry: Record<string, number | string>): object[] {
  const script = disk.file('Windows/Etabli/options.ps1') ?? '';
  const asked = /@\{ hive = '(.*?)'; key = '(.*?)'; name = '(.*?)' \}/g;
  return [...script.matchAll(asked)].map(([, hive, key, name = '']) => {
    const value = registry[name];
    if (value === undefined) return { hive, key, name, state: 'absent' };
    return { hive, key, name, state: 'found', kind: typeof value === 'number' ? 'DWord' : 'String', value };
  });
}
