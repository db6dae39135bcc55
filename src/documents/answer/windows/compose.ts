import { PASSES, type Pass, type PlacedSettings, type SettingElement } from './answer-tree.js';
import type { CarriedFile, RunCommand, WindowsOrder } from './contribution.js';
import { OPTION_GROUPS } from './groups/index.js';
import { carry, type ListedScript } from './scripts/carry.js';

/** A whole answer file as data: each component once for each pass, and the files in it. */
export interface AnswerTree {
  settings: PlacedSettings[];
  files: CarriedFile[];
  /** The scripts among the files, in the order in which they run. */
  scripts: ListedScript[];
}

/** The component that has RunSynchronous in each pass. */
export const RUNNERS: Record<RunCommand['pass'], string> = {
  windowsPE: 'Microsoft-Windows-Setup',
  specialize: 'Microsoft-Windows-Deployment',
  auditUser: 'Microsoft-Windows-Deployment',
};

/** Composes the answer file of an order. Throws InputError, which names the option that is not possible. */
export function composeAnswer(order: WindowsOrder): AnswerTree {
  const contributions = OPTION_GROUPS.map((group) => group(order));
  const carriage = carry(
    contributions.flatMap(({ scripts = [] }) => scripts),
    contributions.flatMap(({ files = [] }) => files),
  );
  const commands = [...contributions.flatMap(({ commands = [] }) => commands), ...carriage.commands];
  const settings = [
    ...contributions.flatMap(({ settings = [] }) => settings).filter((placed) => placed !== undefined),
    ...carriage.settings,
    ...commandSettings(commands),
  ].filter(({ pass }) => order.kind === 'autounattend' || pass !== 'windowsPE');
  return { settings: mergeSettings(settings), files: carriage.files, scripts: carriage.scripts };
}

/**
 * What may stand on a disk before the PC has redeemed its secrets: the settings of specialize that hold none, and one
 * command. It redeems the whole answer file, runs the commands of specialize in it, and leaves the rest for oobeSystem.
 * A PC that redeems nothing runs nothing of the profile, and stops at the first page of Windows.
 */
export function composeBeforeRedeem(
  order: WindowsOrder,
  command: RunCommand,
  isSecret: (text: string) => boolean,
): AnswerTree {
  const settings = OPTION_GROUPS.flatMap((group) => group(order).settings ?? [])
    .filter((placed) => placed?.pass === 'specialize')
    .map((placed) => withoutCommands(placed as PlacedSettings))
    .filter(({ elements }) => elements.length > 0 && !elements.some((one) => holds(one, isSecret)));
  return { settings: mergeSettings([...commandSettings([command]), ...settings]), files: [], scripts: [] };
}

/** Windows runs RunSynchronous in its order: what `raw` adds there waits for the command, as all others do. */
function withoutCommands(placed: PlacedSettings): PlacedSettings {
  if (placed.component !== RUNNERS.specialize) return placed;
  return { ...placed, elements: placed.elements.filter(({ name }) => name !== 'RunSynchronous') };
}

function holds({ content, attributes = {} }: SettingElement, isSecret: (text: string) => boolean): boolean {
  if (Object.values(attributes).some(isSecret)) return true;
  return typeof content === 'string' ? isSecret(content) : content.some((child) => holds(child, isSecret));
}

function commandSettings(commands: RunCommand[]): PlacedSettings[] {
  return commands.map(({ pass, path, description }) => ({
    pass,
    component: RUNNERS[pass],
    elements: [
      {
        name: 'RunSynchronous',
        content: [
          {
            name: 'RunSynchronousCommand',
            action: 'add',
            content: [
              ...(description === undefined ? [] : [{ name: 'Description', content: description }]),
              { name: 'Path', content: path },
            ],
          },
        ],
      },
    ],
  }));
}

/** Each component once for each pass, in the order of the passes. Repeated settings of a parent are merged. */
export function mergeSettings(settings: PlacedSettings[]): PlacedSettings[] {
  return PASSES.flatMap((pass) => {
    const here = settings.filter((placed) => placed.pass === pass);
    const components = [...new Set(here.map(({ component }) => component))].sort();
    return components.map((component) => mergeComponent(pass, component, here));
  });
}

function mergeComponent(pass: Pass, component: string, settings: PlacedSettings[]): PlacedSettings {
  const elements = settings.filter((placed) => placed.component === component).flatMap((one) => one.elements);
  return { pass, component, elements: mergeElements(elements) };
}

/**
 * Keeps list items (those with an action) apart and numbers them; merges groups of the same name; a later value
 * replaces an earlier one.
 */
function mergeElements(elements: SettingElement[]): SettingElement[] {
  const merged: SettingElement[] = [];
  for (const element of elements) {
    const same = element.action
      ? undefined
      : merged.find(
          (other) => other.name === element.name && !other.action && !(element.apart && other.apart),
        );
    if (!same) {
      merged.push({ ...element });
      continue;
    }
    if (element.attributes) same.attributes = { ...same.attributes, ...element.attributes };
    if (typeof same.content === 'string' || typeof element.content === 'string')
      same.content = element.content;
    else same.content = [...same.content, ...element.content];
  }
  return numbered(
    merged.map((element) =>
      typeof element.content === 'string' ? element : { ...element, content: mergeElements(element.content) },
    ),
  );
}

/**
 * Numbers the commands of a list with Order. A command with its own Order keeps it, and those after it continue from
 * there.
 */
const ORDERED = [
  'RunSynchronousCommand',
  'RunAsynchronousCommand',
  'SynchronousCommand',
  'AsynchronousCommand',
];

function numbered(elements: SettingElement[]): SettingElement[] {
  let order = 0;
  return elements.map((element) => {
    if (!ORDERED.includes(element.name) || typeof element.content === 'string') return element;
    const own = element.content.find(({ name }) => name === 'Order');
    order = Math.max(order + (own ? 0 : 1), Number(own?.content) || 0);
    if (own) return element;
    return { ...element, content: [{ name: 'Order', content: String(order) }, ...element.content] };
  });
}
