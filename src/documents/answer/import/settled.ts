import type { PlacedSettings, SettingElement } from '../windows/answer-tree.js';
import type { ImportedComponent, ImportedElement } from './imported-element.js';

/** How much of a list item must be rendered: `part` during the search, `whole` at the end. */
export type Said = 'part' | 'whole';

/** Number of elements that may still be compared in one search. */
export interface Budget {
  left: number;
}

/**
 * The elements of a file that match rendered settings, or undefined when a rendered setting is not in the
 * file. A group may match in part; a list item must at the end match as a whole.
 */
export function settledBy(
  settings: PlacedSettings[],
  components: ImportedComponent[],
  said: Said,
  budget: Budget,
): ReadonlySet<ImportedElement> | undefined {
  const settled = new Set<ImportedElement>();
  const isSaid = settings.every(({ pass, component, elements }) => {
    const found = components.find((one) => one.pass === pass && one.component === component);
    return found !== undefined && holds(found.elements, elements, { said, budget, settled });
  });
  return isSaid ? settled : undefined;
}

interface Comparing {
  said: Said;
  budget: Budget;
  settled: Set<ImportedElement>;
}

/** Whether each rendered element matches a different element of the file; false when the budget is used up. */
function holds(there: ImportedElement[], rendered: SettingElement[], comparing: Comparing): boolean {
  const { budget, settled } = comparing;
  return rendered.every((element) =>
    there.some((candidate) => {
      budget.left -= 1;
      return budget.left > 0 && !settled.has(candidate) && isSame(candidate, element, comparing);
    }),
  );
}

function isSame(there: ImportedElement, rendered: SettingElement, comparing: Comparing): boolean {
  const { said, budget, settled } = comparing;
  if (there.name !== rendered.name || markOf(there) !== markOf(rendered)) return false;
  if (typeof rendered.content === 'string' || typeof there.content === 'string') {
    if (there.content !== rendered.content) return false;
    settled.add(there);
    return true;
  }
  const inside = new Set(settled);
  budget.left -= settled.size;
  if (!holds(there.content, rendered.content, { said, budget, settled: inside })) return false;
  const isWhole = there.content.every((child) => inside.has(child));
  if (there.action !== undefined && said === 'whole' && !isWhole) return false;
  if (isWhole || there.action !== undefined) inside.add(there);
  inside.forEach((element) => settled.add(element));
  return true;
}

function markOf({ action, attributes = {} }: Pick<SettingElement, 'action' | 'attributes'>): string {
  return JSON.stringify([action, Object.entries(attributes).sort()]);
}

/** The components, groups and settings of a file that are not settled, or only in part. */
export function unsettled(
  components: ImportedComponent[],
  settled: ReadonlySet<ImportedElement>,
): ImportedComponent[] {
  const rest = (elements: ImportedElement[]): ImportedElement[] =>
    elements
      .filter((element) => !settled.has(element))
      .map((element) =>
        typeof element.content === 'string' || element.content.length === 0
          ? element
          : { ...element, content: rest(element.content) },
      );
  return components
    .map((component) => ({ ...component, elements: rest(component.elements) }))
    .filter(({ elements }) => elements.length > 0);
}
