import { type InfFindings, quoted } from './finding.js';
import type { InfSections } from './sections.js';

/** The Setup API's longest string. */
const LONGEST_STRING = 4_096;
/** All texts of one INF with their strings; a small file could otherwise ask for gigabytes. */
const MOST_EXPANDED = 64 << 20;
/** American English, then British: what a reader most probably understands when `[Strings]` has no such token. */
const READABLE = ['strings.0409', 'strings.0009', 'strings.0809'];

/**
 * The values of `%tokens%`. `[Strings]` counts, as for a system whose language has no section of its own; localised
 * sections only give what it lacks.
 */
export class InfStrings {
  private readonly values = new Map<string, string>();
  private expandedLength = 0;
  private isExhausted = false;

  constructor(
    sections: InfSections,
    private readonly findings: InfFindings,
  ) {
    const localised = [...sections.keys()].filter((name) => name.startsWith('strings.'));
    for (const name of new Set(['strings', ...READABLE, ...localised])) {
      for (const { key, fields, number } of sections.get(name) ?? []) {
        if (key !== undefined) this.add(key, fields.join(','), number);
      }
    }
  }

  /** The text with the values of its tokens; `%%` is a percent sign. An unknown one, such as `%12%`, stays. */
  expand(text: string): string {
    if (!text.includes('%')) return text;
    const only = /^%([^%]+)%$/.exec(text)?.[1];
    if (only !== undefined) return this.values.get(only.toLowerCase()) ?? text;
    const expanded = text.replace(/%([^%]*)%/g, (token, name: string) => {
      if (name === '') return '%';
      return this.isExhausted ? token : (this.values.get(name.toLowerCase()) ?? token);
    });
    this.count(expanded.length);
    return expanded.slice(0, LONGEST_STRING);
  }

  private add(key: string, value: string, line: number): void {
    const name = key.toLowerCase();
    if (this.values.has(name)) return;
    if (value.length > LONGEST_STRING) {
      this.findings.add(
        `chaîne de plus de ${LONGEST_STRING} caractères, coupée : ${quoted(key)}`,
        `string of more than ${LONGEST_STRING} characters, cut: ${quoted(key)}`,
        line,
      );
    }
    this.values.set(name, value.slice(0, LONGEST_STRING));
  }

  private count(length: number): void {
    this.expandedLength += length;
    if (this.isExhausted || this.expandedLength <= MOST_EXPANDED) return;
    this.isExhausted = true;
    this.findings.add(
      'trop de texte une fois les %chaînes% remplacées : les suivantes restent telles quelles',
      'too much text once the %strings% are replaced: the next ones stay as they are',
    );
  }
}
