import { type DocumentFinding, same } from '../../../../platform/core/index.js';
import { KICKSTART_COMMANDS, KICKSTART_SECTIONS } from '../../tables/kickstart-commands.js';
import { near } from '../windows/near.js';
import { type KickstartFile, kickstartLines, type LogicalLine } from './kickstart-lines.js';
import { checkOptions, kickstartLine, type KickstartLine } from './kickstart-options.js';
import { checkSecrets } from './kickstart-secrets.js';
import { checkWhole } from './kickstart-whole.js';
import { isPlaceholder, TextReport } from './text-report.js';

/** Checks a kickstart file, read as Anaconda's parser does. */
export function checkKickstart(text: string): DocumentFinding[] {
  const report = new TextReport();
  const file = kickstartLines(text);
  checkSections(report, file);
  const commands = file.lines.flatMap((line) => checkLine(report, line) ?? []);
  checkWhole(report, commands, file);
  return report.findings;
}

function checkSections(report: TextReport, { unclosed, strayEnds }: KickstartFile): void {
  for (const { line, section } of unclosed) {
    report.add({
      rule: 'kickstart/unclosed-section',
      severity: 'error',
      at: { line, column: 1 },
      path: section,
      found: section,
      expected: same('%end'),
      remedy: {
        fr: 'l’installeur refuse une section sans fin : ajoutez %end après sa dernière ligne',
        en: 'the installer refuses a section without an end: add %end after its last line',
      },
    });
  }
  for (const line of strayEnds) {
    report.add({
      rule: 'kickstart/stray-end',
      severity: 'error',
      at: { line, column: 1 },
      found: '%end',
      expected: { fr: 'une section ouverte', en: 'an open section' },
      remedy: {
        fr: 'supprimez cette ligne : aucune section n’est ouverte',
        en: 'remove this line: no section is open',
      },
    });
  }
}

/** The command of a line; undefined when it cannot be checked. */
function checkLine(report: TextReport, { line, text, words, kind }: LogicalLine): KickstartLine | undefined {
  if (kind === 'package' || isToReplace(text.trim().split(/\s/, 1)[0]!)) return undefined;
  const column = text.search(/\S/) + 1;
  if (words === undefined) {
    // The value of a placeholder may close the quote.
    if (!isPlaceholder(text)) unclosedQuote(report, { line, column });
    return undefined;
  }
  const name = words[0]?.text;
  if (name === undefined) return undefined;
  const table = kind === 'head' ? KICKSTART_SECTIONS : KICKSTART_COMMANDS;
  const known = table.get(name);
  if (known === undefined) {
    unknownName(report, name, { line, column }, table.keys(), kind);
    return undefined;
  }
  const command = kickstartLine(words, line, known);
  checkAge(report, command, known);
  checkOptions(report, command, known);
  if (kind === 'head') return undefined;
  checkSecrets(report, command);
  return command;
}

/** Commands are in lower case: a word in capitals is a placeholder that a script replaces. */
function isToReplace(word: string): boolean {
  return isPlaceholder(word) || /^[A-Z][A-Z0-9_]+$/.test(word);
}

function unclosedQuote(report: TextReport, at: { line: number; column: number }): void {
  report.add({
    rule: 'kickstart/unclosed-quote',
    severity: 'error',
    at,
    found: '"',
    expected: { fr: 'un guillemet fermant sur la même ligne', en: 'a closing quote on the same line' },
    remedy: { fr: 'fermez le guillemet', en: 'close the quote' },
  });
}

function unknownName(
  report: TextReport,
  found: string,
  at: { line: number; column: number },
  names: Iterable<string>,
  kind: LogicalLine['kind'],
): void {
  const all = [...names];
  const isSection = kind === 'head';
  const meant = report.isFull ? undefined : near(found, all);
  report.add({
    rule: isSection ? 'kickstart/unknown-section' : 'kickstart/unknown-command',
    severity: 'error',
    at,
    path: found,
    found,
    expected: isSection ? same(meant ?? all.join(', ')) : meantCommand(meant),
    remedy: {
      fr: 'l’installeur s’arrête à une commande inconnue : corrigez le nom, ou supprimez la ligne',
      en: 'the installer stops at an unknown command: correct the name, or remove the line',
    },
  });
}

function meantCommand(meant: string | undefined) {
  return meant === undefined ? { fr: 'une commande de kickstart', en: 'a kickstart command' } : same(meant);
}

function checkAge(
  report: TextReport,
  { name, at }: KickstartLine,
  { removed, deprecated }: { removed?: string[]; deprecated?: string[] },
): void {
  const since = removed ?? deprecated;
  if (since === undefined) return;
  const releases = since.join(', ');
  report.add({
    rule: removed ? 'kickstart/removed' : 'kickstart/deprecated',
    severity: 'warning',
    at,
    path: name,
    found: name,
    expected: removed
      ? { fr: `rien, à partir de ${releases}`, en: `nothing, from ${releases} on` }
      : { fr: `autre chose, à partir de ${releases}`, en: `something else, from ${releases} on` },
    remedy: {
      fr: 'supprimez cette commande si le fichier est pour une version actuelle',
      en: 'remove this command if the file is for a current release',
    },
  });
}
