import { same } from '../../../../platform/core/index.js';
import type { KickstartCommand } from '../../tables/kickstart-commands.js';
import { near } from '../windows/near.js';
import type { ShellWord } from './shell-words.js';
import { isPlaceholder, type TextPosition, type TextReport } from './text-report.js';

/** A command or the first line of a section. */
export interface KickstartLine {
  name: string;
  words: ShellWord[];
  /** Options by name with their values; '' for a flag. */
  options: Map<string, { value: string; at: TextPosition }>;
  /** Words that belong to no option. */
  rest: ShellWord[];
  at: TextPosition;
}

/** Parses the words of a line as a command with options; a value follows `=` or is the next word. */
export function kickstartLine(words: ShellWord[], line: number, known: KickstartCommand = {}): KickstartLine {
  const [head = { text: '', offset: 0 }, ...others] = words;
  const at = (word: ShellWord) => ({ line, column: word.offset + 1 });
  const found: KickstartLine = { name: head.text, words, options: new Map(), rest: [], at: at(head) };
  for (let index = 0; index < others.length; index += 1) {
    const word = others[index]!;
    const [, name, value] = /^(--[^=\s]+)(?:=(.*))?$/s.exec(word.text) ?? [];
    if (name === undefined) {
      found.rest.push(word);
      continue;
    }
    const full = optionOf(name, known) ?? name;
    const kind = known.values?.[full];
    const takesNext = value === undefined && kind !== undefined && kind !== 'optional';
    const next = takesNext ? others[index + 1] : undefined;
    if (next !== undefined && !next.text.startsWith('--')) index += 1;
    found.options.set(full, {
      value: value ?? (next?.text.startsWith('--') ? '' : (next?.text ?? '')),
      at: at(word),
    });
  }
  return found;
}

/** The option of a name: an exact match, or the only option with this prefix (Python's argparse). */
function optionOf(name: string, known: KickstartCommand): string | undefined {
  const all = allOptions(known);
  if (all.includes(name)) return name;
  const begun = all.filter((option) => option.startsWith(name));
  return begun.length === 1 ? begun[0] : undefined;
}

function allOptions({ flags = [], values = {} }: KickstartCommand): string[] {
  return [...flags, ...Object.keys(values)];
}

/** Reports unknown options, values of the wrong type, and missing required options. */
export function checkOptions(report: TextReport, line: KickstartLine, known: KickstartCommand): void {
  const all = allOptions(known);
  // Commands without a table pass their options to another program.
  if (all.length === 0) return;
  for (const [name, { value, at }] of line.options) {
    if (isPlaceholder(name)) continue;
    if (!all.includes(name)) unknownOption(report, line, name, at, all);
    else if (!isPlaceholder(value))
      checkValue(report, `${line.name} ${name}`, value, at, known.values?.[name]);
  }
  const missing = (known.required ?? []).filter((name) => !line.options.has(name));
  const isTemplate = line.words.some(({ text }) => isPlaceholder(text));
  if (missing.length === 0 || isTemplate) return;
  report.add({
    rule: 'kickstart/missing-option',
    severity: 'error',
    at: line.at,
    path: line.name,
    found: line.name,
    expected: same(missing.join(', ')),
    remedy: {
      fr: 'l’installeur refuse la commande sans cette option : ajoutez-la',
      en: 'the installer refuses the command without this option: add it',
    },
  });
}

function unknownOption(
  report: TextReport,
  { name: command }: KickstartLine,
  name: string,
  at: TextPosition,
  all: string[],
): void {
  const meant = report.isFull ? undefined : near(name, all);
  report.add({
    rule: 'kickstart/unknown-option',
    severity: 'error',
    at,
    path: command,
    found: name,
    expected: same(meant ?? all.join(', ')),
    remedy: {
      fr: 'aucune version de l’installeur ne connaît cette option, et toutes la refusent : corrigez-la ou supprimez-la',
      en: 'no release of the installer knows this option, and all refuse it: correct or remove it',
    },
  });
}

function checkValue(report: TextReport, path: string, value: string, at: TextPosition, kind?: string): void {
  const say = (fr: string, en: string, found: string) =>
    report.add({
      rule: 'kickstart/bad-value',
      severity: 'error',
      at,
      path,
      found,
      expected: { fr, en },
      remedy: {
        fr: 'l’installeur refuse cette valeur : corrigez-la',
        en: 'the installer refuses this value: correct it',
      },
    });
  if (kind === undefined || kind === 'optional' || kind === 'value') return;
  if (kind === 'integer' && !/^\s*[+-]?\d+\s*$/.test(value))
    return say('un nombre entier', 'a whole number', value);
  if (kind === 'boolean' && !/^(?:on|yes|true|1|off|no|false|0)$/i.test(value))
    return say('yes ou no', 'yes or no', value);
  if (kind.includes('|') && !kind.split('|').includes(value))
    say(kind.replaceAll('|', ', '), kind.replaceAll('|', ', '), value);
}
