import { InputError } from '../../../platform/core/index.js';
import { parseProfile } from '../../profile/index.js';
import type { WindowsAnswerKind } from '../answer-kind.js';
import { formsOf, isSecretNode, resolved, type SchemaNode, windowsSchema } from '../windows-schema.js';
import { composeAnswer } from '../windows/compose.js';
import { Candidates, type ListItem } from './candidates.js';
import type { ProfileDraft } from './draft.js';
import type { ImportedComponent, ImportedElement } from './imported-element.js';
import type { SecretNames } from './imported-secrets.js';
import { type Budget, type Said, settledBy, unsettled } from './settled.js';

/** The options that render settings of a file, and the settings without an option. */
export interface Recognised {
  windows: ProfileDraft['windows'];
  rest: ImportedComponent[];
  /** Whether the search stopped at its limit; the settings not searched are in `rest`. */
  cutShort: boolean;
}

interface Asked {
  draft: ProfileDraft;
  kind: WindowsAnswerKind;
  components: ImportedComponent[];
  secrets: SecretNames;
}

/** Groups that are handled elsewhere or contain raw settings. */
const NOT_LOOKED_FOR = ['target', 'architecture', 'raw'];
/** Number of passes: an option may need another that comes after it. */
const ROUNDS = 3;
/** Limits of values tried and elements compared: far more than a file of some hundred settings needs. */
const MOST_TRIES = 4_000;
const MOST_COMPARED = 10_000_000;

/**
 * Searches the options that give the settings of a file. Each option is rendered: it is kept when it renders nothing
 * that is not in the file.
 */
export function recognised(asked: Asked): Recognised {
  const search = new Search(asked);
  const groups = Object.entries(windowsSchema().properties ?? {}).filter(
    ([name, node]) => !NOT_LOOKED_FOR.includes(name) && search.candidates.concern(node),
  );
  for (const [name, node] of groups) search.grow(node, [name]);
  return search.end();
}

type Path = readonly (string | number)[];

/** The search for the options of one file. */
class Search {
  readonly candidates: Candidates;
  private windows: ProfileDraft['windows'];
  /** Number of elements of the file that the options found so far render. */
  private settled = 0;
  private tries = MOST_TRIES;
  private readonly budget: Budget = { left: MOST_COMPARED };

  constructor(private readonly asked: Asked) {
    this.candidates = new Candidates(asked.components, asked.secrets);
    this.windows = asked.draft.windows;
  }

  /** Adds an option with its value in the file; false when no value fits. */
  grow(given: SchemaNode, path: Path, item?: ListItem): boolean {
    const node = resolved(given);
    const forms = formsOf(node);
    if (forms.length > 0) {
      return forms.some((form) => this.grow({ ...form, landsIn: form.landsIn ?? node.landsIn }, path, item));
    }
    if (node.properties && !isSecretNode(node)) return this.growGroup(node, path, item);
    if (node.items && resolved(node.items).properties) return this.growList(node, path);
    if (valueAt(this.windows, path) !== undefined) return false;
    return this.candidates.valuesOf(node, item).some((value) => this.take(path, value));
  }

  /** The options found, without empty ones, and the remaining settings of the file. */
  end(): Recognised {
    const pruned = withoutEmpty(this.windows) as ProfileDraft['windows'];
    const cutShort = this.isSpent;
    for (const windows of [pruned, this.windows]) {
      const settled = this.judged(windows, 'whole', { left: MOST_COMPARED });
      if (settled) return { windows, rest: unsettled(this.asked.components, settled), cutShort };
    }
    return { windows: this.asked.draft.windows, rest: this.asked.components, cutShort };
  }

  private growGroup({ properties = {}, required = [] }: SchemaNode, path: Path, item?: ListItem): boolean {
    const isThere = valueAt(this.windows, path) !== undefined || this.begin(properties, required, path, item);
    // A group that must not be empty begins with its first option.
    if (!isThere && required.length > 0) return false;
    const open = new Set(Object.keys(properties));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of open) if (this.grow(properties[name]!, [...path, name], item)) open.delete(name);
    }
    return valueAt(this.windows, path) !== undefined;
  }

  /** A group needs all its required options at once, and perhaps others to override defaults. */
  private begin(
    properties: Record<string, SchemaNode>,
    required: string[],
    path: Path,
    item?: ListItem,
  ): boolean {
    const valuesOf = (name: string) => this.candidates.valuesOf(resolved(properties[name]!), item);
    const others = Object.keys(properties)
      .filter((name) => !required.includes(name))
      .flatMap((name) =>
        valuesOf(name)
          .slice(0, 1)
          .map((value) => [name, value]),
      );
    return choices(required.map(valuesOf)).some((choice) => {
      const least = required.map((name, index) => [name, choice[index]]);
      return (
        this.take(path, Object.fromEntries(least)) ||
        (required.length > 0 && this.take(path, Object.fromEntries([...least, ...others])))
      );
    });
  }

  private growList(node: SchemaNode, path: Path): boolean {
    const [place] = node.landsIn ?? [];
    if (place === undefined || valueAt(this.windows, path) !== undefined) return false;
    for (const element of this.candidates.elementsAt(place)) {
      if (this.isSpent) break;
      const before = { windows: this.windows, settled: this.settled };
      const length = (valueAt(this.windows, path) as unknown[] | undefined)?.length ?? 0;
      if (length === 0) this.windows = withValue(this.windows, path, []) as ProfileDraft['windows'];
      const found = this.grow(node.items!, [...path, length], { place, element });
      if (!found || !this.settledBy(this.windows, 'whole'))
        ({ windows: this.windows, settled: this.settled } = before);
    }
    return valueAt(this.windows, path) !== undefined;
  }

  private take(path: Path, value: unknown): boolean {
    const windows = withValue(this.windows, path, value) as ProfileDraft['windows'];
    const settled = this.settledBy(windows, 'part');
    const isEmpty = typeof value === 'object' && Object.keys(value as object).length === 0;
    // Skip an option that renders nothing new.
    if (!settled || (settled.size <= this.settled && !isEmpty)) return false;
    this.windows = windows;
    this.settled = settled.size;
    return true;
  }

  private get isSpent(): boolean {
    return this.tries <= 0 || this.budget.left <= 0;
  }

  /** `judged`, within the limits of the search. */
  private settledBy(windows: ProfileDraft['windows'], said: Said): ReadonlySet<ImportedElement> | undefined {
    if (this.isSpent) return undefined;
    this.tries -= 1;
    return this.judged(windows, said, this.budget);
  }

  /** The elements of the file that a Windows section renders; undefined when it is invalid or renders other elements. */
  private judged(
    windows: ProfileDraft['windows'],
    said: Said,
    budget: Budget,
  ): ReadonlySet<ImportedElement> | undefined {
    const { draft, kind, components, secrets } = this.asked;
    try {
      const profile = parseProfile({ ...draft, windows });
      const secret = ({ vault }: { vault: string }) => secrets.values.get(vault) ?? '';
      const tree = composeAnswer({ kind, profile, windows: profile.windows!, machine: {}, secret });
      return tree.files.length > 0 ? undefined : settledBy(tree.settings, components, said, budget);
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  }
}

/** Limit of combinations to try. */
const MOST_CHOICES = 100;

/** All combinations of one value from each list. */
function choices(values: unknown[][]): unknown[][] {
  return values.reduce<unknown[][]>(
    (done, list) =>
      done
        .flatMap((one) => list.slice(0, MOST_CHOICES).map((value) => [...one, value]))
        .slice(0, MOST_CHOICES),
    [[]],
  );
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], value);
}

function withValue(value: unknown, [step, ...rest]: Path, added: unknown): unknown {
  if (step === undefined) return added;
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...(value as unknown[])] : [];
    list[step] = withValue(list[step], rest, added);
    return list;
  }
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [step]: withValue(object[step], rest, added) };
}

/** A value without empty groups and lists. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .map(([name, inside]) => [name, withoutEmpty(inside)] as const)
    .filter(([, inside]) => inside === null || typeof inside !== 'object' || Object.keys(inside).length > 0);
  return Object.fromEntries(kept);
}
