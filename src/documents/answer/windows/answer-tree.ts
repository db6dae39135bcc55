/** The configuration passes, in the order in which Windows runs them. */
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
  /** `wcm:action` of a list item. */
  action?: 'add' | 'modify' | 'remove';
  /** Other attributes, with the prefixes of the answer file (`wcm:keyValue`, `xsi:type`). */
  attributes?: Record<string, string>;
  /** True if elements of the same name are kept side by side, list items or not. For settings in `raw`. */
  apart?: boolean;
}

/** Settings of one component in one pass. */
export interface PlacedSettings {
  pass: Pass;
  component: string;
  elements: SettingElement[];
}

/** A setting, or a group of settings. Undefined values are left out, so that callers can pass optional ones. */
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
