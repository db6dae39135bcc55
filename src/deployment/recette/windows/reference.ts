import { z } from 'zod';
import type { Bilingual, Language } from '../../../platform/core/index.js';
import { CHECKS } from '../checks.js';
import type { Severity } from '../check.js';
import { WINDOWS_CHECKS } from './checks.js';
import { HYGIENE, type HygieneMeasure } from './hygiene.js';

/** A kind of check, for people who write a profile. */
export interface ReferenceEntry {
  kind: string;
  title: Bilingual;
  /** A Windows is measured by all of its kinds; of a Linux, by those of the profile. */
  severity?: Severity;
  requirement?: Bilingual;
  /** Numbers of measures of ANSSI’s guide. */
  hygiene: readonly HygieneMeasure[];
  /** `maximumDays (7)`, with the default in brackets. */
  parameters: string[];
}

const made = new Map<'linux' | 'windows', readonly ReferenceEntry[]>();

/** The kinds of checks of a system, in the order in which they run. Made once: pages need it for each profile. */
export function referenceOf(system: 'linux' | 'windows'): readonly ReferenceEntry[] {
  const reference = made.get(system) ?? (system === 'windows' ? windowsEntries() : linuxEntries());
  made.set(system, reference);
  return reference;
}

function windowsEntries(): ReferenceEntry[] {
  return [...WINDOWS_CHECKS.values()].map(({ kind, title, severity, requirement, hygiene, parameters }) => ({
    ...{ kind, title, severity, requirement, hygiene },
    parameters: parametersOf(parameters),
  }));
}

function linuxEntries(): ReferenceEntry[] {
  return [...CHECKS.values()]
    .filter(({ facts }) => !facts.includes('windows'))
    .map(({ kind, title, parameters }) => ({
      kind,
      title,
      hygiene: [],
      parameters: parametersOf(parameters),
    }));
}

function parametersOf(schema: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { default?: unknown }>;
  };
  return Object.entries(properties).map(([name, { default: value }]) =>
    value === undefined || JSON.stringify(value) === '[]' ? name : `${name} (${JSON.stringify(value)})`,
  );
}

const WORDS = {
  title: { fr: 'Les contrôles d’un Windows livré', en: 'The checks of a delivered Windows' },
  intro: {
    fr: 'Chaque Windows est mesuré par tous ces contrôles, en un seul appel PowerShell, en moins de 90 s. Ce que le PC n’a pas pu mesurer est « non mesuré », jamais réussi. Dans un profil, `recette.checks` donne à un contrôle une autre gravité (`blocking` s’il n’en dit pas) ou des paramètres, et `recette.without` en écarte ; le certificat nomme ceux qui sont écartés. `windows-options`, avec `option: windows.security`, donne une autre gravité aux options d’une partie du profil. Ce tableau s’obtient par `etabli recette checks --system windows --markdown`.',
    en: 'Every Windows is measured by all of these checks, in one PowerShell call, in less than 90 s. What the PC could not measure is "unmeasured", never passed. In a profile, `recette.checks` gives a check another severity (`blocking` if it says none) or parameters, and `recette.without` leaves some out; the certificate names those. `windows-options`, with `option: windows.security`, gives the options of a part of the profile another severity. This table comes from `etabli recette checks --system windows --markdown`.',
  },
  head: {
    fr: ['Contrôle', 'Exigence', 'Gravité', 'ANSSI', 'Paramètres'],
    en: ['Check', 'Requirement', 'Severity', 'ANSSI', 'Parameters'],
  },
  measures: {
    fr: 'Les mesures du « Guide d’hygiène informatique » de l’ANSSI (version 2), avec nos mots',
    en: 'The measures of ANSSI’s "Guide d’hygiène informatique" (version 2), in our words',
  },
  measureHead: { fr: ['Mesure', 'Ce que nous en retenons'], en: ['Measure', 'What we take from it'] },
} as const;

/** The page docs/recette-windows.fr.md or .en.md. */
export function windowsReference(language: Language): string {
  const rows = referenceOf('windows').map(({ kind, title, severity, requirement, hygiene, parameters }) => [
    `\`${kind}\` ${title[language]}`,
    requirement?.[language] ?? '',
    severity ?? '',
    hygiene.join(', '),
    parameters.map((text) => `\`${text}\``).join(', '),
  ]);
  const measures = Object.entries(HYGIENE).map(([number, words]) => [number, words[language]]);
  return [
    `# ${WORDS.title[language]}`,
    WORDS.intro[language],
    markdownTable(WORDS.head[language], rows),
    `## ${WORDS.measures[language]}`,
    markdownTable(WORDS.measureHead[language], measures),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** As Prettier writes it: columns of one width. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const safe = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...safe.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [first, ...others] = safe;
  return [line(first!), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}
