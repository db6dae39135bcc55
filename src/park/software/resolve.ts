import type { Finding } from '../../platform/core/index.js';
import { type ProgramDocument, titleOf } from './program.schema.js';
import { compareVersions } from './versions.js';

/** What is known of a version of a program in order to choose and to order it. */
export interface Version {
  name: string;
  version: string;
  document: Pick<ProgramDocument, 'needs' | 'name' | 'title'>;
}

export interface AskedProgram {
  name: string;
  /** The newest by default. */
  version?: string;
  /** The field that asks for it: `software[2]` */
  field: string;
}

export interface Resolution<V extends Version> {
  /** Each once, after all those that it needs; otherwise in the order in which they were asked for. */
  programs: V[];
  /** The field that asks for each by name, or for what needs it. */
  fields: ReadonlyMap<string, string>;
  findings: Finding[];
}

/** A plan has all of them for each PC of its lot: with what they need, not more than this. */
export const MOST_PROGRAMS = 1_000;

/** Chooses the version of each program that is asked for and of each that these need, and puts them in order. */
export function resolvePrograms<V extends Version>(
  asked: readonly AskedProgram[],
  catalogue: readonly V[],
): Resolution<V> {
  const walk = new Walk(asked, catalogue);
  const names = new Set<string>();
  const twice = asked.filter(({ name }) => names.size === names.add(name).size);
  for (const one of asked) walk.visit(one.name, one.field, []);
  const findings = twice.map(({ name, field }) => ({
    field: `${field}.name`,
    found: name,
    expected: { fr: 'chaque logiciel une seule fois', en: 'each program once' },
  }));
  return { programs: walk.done, fields: walk.fields, findings: [...findings, ...walk.findings] };
}

class Walk<V extends Version> {
  readonly done: V[] = [];
  readonly findings: Finding[] = [];
  readonly fields = new Map<string, string>();
  private readonly seen = new Set<string>();
  private readonly known = new Map<string, V[]>();
  private readonly wanted = new Map<string, string>();
  private readonly choices = new Map<string, V | undefined>();
  private isFull = false;

  constructor(asked: readonly AskedProgram[], catalogue: readonly V[]) {
    for (const one of catalogue) {
      const versions = this.known.get(one.name);
      if (versions === undefined) this.known.set(one.name, [one]);
      else versions.push(one);
    }
    for (const { name, version } of asked)
      if (version !== undefined && !this.wanted.has(name)) this.wanted.set(name, version);
  }

  /** @param path the programs that need this one, from the one that was asked for */
  visit(name: string, field: string, path: readonly string[]): void {
    if (path.includes(name)) return this.refuse(field, path[0] ?? name, circle([...path, name]));
    if (this.seen.has(name) || this.isFull) return;
    if (this.done.length + path.length >= MOST_PROGRAMS) {
      this.isFull = true;
      return this.refuse(field, `> ${MOST_PROGRAMS}`, TOO_MANY);
    }
    const version = this.chosen(name);
    if (version === undefined) {
      this.seen.add(name);
      return this.unknown(name, field, path);
    }
    for (const need of version.document.needs) {
      this.visit(need.name, field, [...path, name]);
      this.mustBeRecent(need, version, field);
    }
    if (this.seen.has(name)) return;
    this.seen.add(name);
    this.done.push(version);
    this.fields.set(name, field);
  }

  /** The version that was asked for by name, otherwise the newest. */
  private chosen(name: string): V | undefined {
    if (!this.choices.has(name)) this.choices.set(name, this.choice(name));
    return this.choices.get(name);
  }

  private choice(name: string): V | undefined {
    const wanted = this.wanted.get(name);
    const versions = this.known.get(name) ?? [];
    if (wanted !== undefined) return versions.find(({ version }) => version === wanted);
    return versions.reduce<V | undefined>(
      (best, one) => (best === undefined || compareVersions(one.version, best.version) >= 0 ? one : best),
      undefined,
    );
  }

  private unknown(name: string, field: string, path: readonly string[]): void {
    const wanted = this.wanted.get(name);
    const known = (this.known.get(name) ?? []).map(({ version }) => version);
    const needs = path.at(-1);
    if (needs !== undefined) {
      return this.refuse(field, needs, {
        fr: `${name} au catalogue : ${needs} en a besoin`,
        en: `${name} in the catalogue: ${needs} needs it`,
      });
    }
    const [where, found, words] =
      known.length === 0 ? ['name', name, undefined] : ['version', wanted, known.join(', ')];
    this.refuse(`${field}.${where}`, found, {
      fr: words ?? 'un logiciel du catalogue (etabli software list)',
      en: words ?? 'a program of the catalogue (etabli software list)',
    });
  }

  private mustBeRecent(need: ProgramDocument['needs'][number], { document }: V, field: string): void {
    const found = this.chosen(need.name);
    if (found === undefined || need.version === undefined) return;
    if (compareVersions(found.version, need.version) >= 0) return;
    const who = titleOf(document);
    this.refuse(field, `${need.name} ${found.version}`, {
      fr: `${need.name} ${need.version} ou plus récent : ${who} en a besoin`,
      en: `${need.name} ${need.version} or later: ${who} needs it`,
    });
  }

  private refuse(field: string, found: unknown, expected: Finding['expected']): void {
    this.findings.push({ field, found, expected });
  }
}

const TOO_MANY = {
  fr: `${MOST_PROGRAMS} logiciels au plus, avec ceux dont ils ont besoin`,
  en: `at most ${MOST_PROGRAMS} programs, with those that they need`,
};

function circle(path: readonly string[]): Finding['expected'] {
  const from = path.indexOf(path.at(-1)!);
  const names = path.slice(from).join(' → ');
  return {
    fr: `des logiciels qui ne se réclament pas en rond : ${names}`,
    en: `programs that do not need each other in a circle: ${names}`,
  };
}
