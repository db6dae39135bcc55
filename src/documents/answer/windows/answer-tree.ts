/** The configuration passes, in the order in which Windows goes through them. */
export const PASSES = [
  'windowsPE',
  'offlineServicing',
  'generalize',
  'specialize',
  'auditSystem',
  'auditUser',
  'oobeSystem',
] as const;
export type Pass = (typeof PASSES)[number];

/** An element of an answer file below its component. */
export interface SettingElement {
  name: string;
  /** Its text, or its children. */
  content: string | SettingElement[];
  /** `wcm:action`: what a list item says of itself. */
  action?: 'add' | 'modify' | 'remove';
  /** Further attributes, in the answer file's own names (`wcm:keyValue`, `xsi:type`). */
  attributes?: Record<string, string>;
  /** True when it stays beside others of its name that say so too, list item or not: settings by hand. */
  apart?: boolean;
}

/** Settings of one component in one pass. */
export interface PlacedSettings {
  pass: Pass;
  component: string;
  elements: SettingElement[];
}

/** A setting, or a group of settings; what is undefined is left out, so that an option can be written where it lands. */
export function setting(
  name: string,
  content: string | number | boolean | undefined | (SettingElement | undefined)[],
): SettingElement | undefined {
  if (content === undefined) return undefined;
  if (typeof content !== 'object') return { name, content: String(content) };
  const children = content.filter((child) => child !== undefined);
  return children.length === 0 ? undefined : { name, content: children };
}

/** An item of a list: `<RunSynchronousCommand wcm:action="add">`. */
export function listItem(name: string, children: (SettingElement | undefined)[]): SettingElement {
  return { name, action: 'add', content: children.filter((child) => child !== undefined) };
}

/** `place('oobeSystem', 'Microsoft-Windows-Shell-Setup', [setting('TimeZone', …)])`; undefined without any setting. */
export function place(
  pass: Pass,
  component: string,
  elements: (SettingElement | undefined)[],
): PlacedSettings | undefined {
  const present = elements.filter((element) => element !== undefined);
  return present.length === 0 ? undefined : { pass, component, elements: present };
}
