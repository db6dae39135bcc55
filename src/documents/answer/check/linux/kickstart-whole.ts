import { LAYOUT, REPEATABLE, SOURCES } from '../../tables/kickstart-commands.js';
import type { KickstartFile } from './kickstart-lines.js';
import type { KickstartLine } from './kickstart-options.js';
import type { TextReport } from './text-report.js';

/** Checks the commands together: repetitions, conflicts, and commands missing for an unattended installation. */
export function checkWhole(report: TextReport, commands: KickstartLine[], file: KickstartFile): void {
  checkRepeated(report, commands);
  checkAutopart(report, commands);
  checkSources(report, commands);
  if (!file.includes && commands.length > 0) checkMissing(report, commands);
}

function checkRepeated(report: TextReport, commands: KickstartLine[]): void {
  const first = new Map<string, KickstartLine>();
  for (const command of commands) {
    const before = first.get(command.name);
    if (before === undefined) first.set(command.name, command);
    if (before === undefined || REPEATABLE.has(command.name) || sameWords(before, command)) continue;
    report.add({
      rule: 'kickstart/repeated',
      severity: 'warning',
      at: command.at,
      path: command.name,
      found: command.name,
      expected: {
        fr: `une seule fois ; l’autre est à la ligne ${before.at.line}`,
        en: `once only; the other is on line ${before.at.line}`,
      },
      remedy: { fr: 'la dernière compte : supprimez l’autre', en: 'the last one counts: remove the other' },
    });
  }
}

function sameWords(a: KickstartLine, b: KickstartLine): boolean {
  return (
    a.words.length === b.words.length && a.words.every(({ text }, index) => text === b.words[index]!.text)
  );
}

function checkAutopart(report: TextReport, commands: KickstartLine[]): void {
  const autopart = commands.find(({ name }) => name === 'autopart');
  const own = commands.find(({ name }) => LAYOUT.includes(name));
  if (autopart === undefined || own === undefined) return;
  report.add({
    rule: 'kickstart/conflict',
    severity: 'error',
    at: own.at,
    path: own.name,
    found: `${own.name}, autopart`,
    expected: { fr: `l’un ou l’autre`, en: `one or the other` },
    remedy: {
      fr: `l’installeur refuse ${own.name} avec autopart (ligne ${autopart.at.line}) : supprimez l’un des deux`,
      en: `the installer refuses ${own.name} with autopart (line ${autopart.at.line}): remove one of them`,
    },
  });
}

function checkSources(report: TextReport, commands: KickstartLine[]): void {
  const seen = new Map<string, KickstartLine>();
  for (const command of commands) {
    if (SOURCES.includes(command.name) && !seen.has(command.name)) seen.set(command.name, command);
  }
  const [first, second] = seen.values();
  if (first === undefined || second === undefined) return;
  report.add({
    rule: 'kickstart/several-sources',
    severity: 'warning',
    at: second.at,
    path: second.name,
    found: `${first.name}, ${second.name}`,
    expected: { fr: 'une seule source', en: 'one source only' },
    remedy: {
      fr: `la dernière compte : supprimez ${first.name} (ligne ${first.at.line}) ou ${second.name}`,
      en: `the last one counts: remove ${first.name} (line ${first.at.line}) or ${second.name}`,
    },
  });
}

/** Commands without which the installer stops and asks the user. */
const NEEDED: [names: string[], fr: string, en: string][] = [
  [['lang'], 'la langue : lang fr_FR.UTF-8', 'the language: lang en_GB.UTF-8'],
  [['keyboard'], 'le clavier : keyboard fr', 'the keyboard: keyboard gb'],
  [['timezone'], 'le fuseau : timezone Europe/Paris', 'the time zone: timezone Europe/London'],
  [['rootpw', 'user'], 'un compte : rootpw ou user', 'an account: rootpw or user'],
  [['autopart', ...LAYOUT, 'reqpart'], 'le disque : autopart ou part', 'the disk: autopart or part'],
];

function checkMissing(report: TextReport, commands: KickstartLine[]): void {
  const names = new Set(commands.map(({ name }) => name));
  // These do not install, or install a complete system image.
  if (['rescue', 'liveimg', 'interactive', 'upgrade'].some((name) => names.has(name))) return;
  for (const [needed, fr, en] of NEEDED) {
    if (needed.some((name) => names.has(name))) continue;
    report.add({
      rule: 'kickstart/missing',
      severity: 'warning',
      at: { line: 1, column: 1 },
      path: needed[0]!,
      found: '—',
      expected: { fr, en },
      remedy: {
        fr: 'l’installeur s’arrête et le demande : ajoutez la commande',
        en: 'the installer stops and asks for it: add the command',
      },
    });
  }
}
