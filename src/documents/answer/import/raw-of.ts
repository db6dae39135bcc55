import type { ImportedComponent, ImportedElement } from './imported-element.js';
import type { SecretNames } from './imported-secrets.js';

/** A setting of `windows.raw`, before defaults are filled in. */
interface DraftSetting {
  name: string;
  action?: 'add' | 'modify' | 'remove';
  attributes?: Record<string, string>;
  value?: string | { vault: string };
  settings?: DraftSetting[];
}

/** Raw settings copied from the file, secrets replaced by their vault references. Empty without components. */
export function rawOf(components: ImportedComponent[], secrets: SecretNames): { raw?: unknown } {
  if (components.length === 0) return {};
  return {
    raw: components.map(({ pass, component, elements }) => ({
      pass,
      component,
      settings: elements.map((element) => settingOf(element, secrets)),
    })),
  };
}

function settingOf(element: ImportedElement, secrets: SecretNames): DraftSetting {
  const { name, content, action, attributes, secret } = element;
  return {
    name,
    ...(action && { action }),
    ...(attributes && { attributes }),
    ...(typeof content !== 'string'
      ? { settings: content.map((child) => settingOf(child, secrets)) }
      : { value: secret ? { vault: secrets.referenceOf(element) } : content }),
  };
}
