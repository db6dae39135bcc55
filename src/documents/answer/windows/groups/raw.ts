import type { WindowsSection } from '../../../profile/index.js';
import type { SettingElement } from '../answer-tree.js';
import type { OptionGroup, WindowsOrder } from '../contribution.js';

type RawSetting = NonNullable<WindowsSection['raw']>[number]['settings'][number];

/** Settings of `raw`. They come last, so that they replace the values of options. */
export const rawGroup: OptionGroup = ({ windows, secret }) => ({
  settings: (windows.raw ?? []).map(({ pass, component, settings }) => ({
    pass,
    component,
    elements: elementsOf(settings, secret),
  })),
});

/** Repeated elements in one list of `raw` are both kept. */
function elementsOf(settings: RawSetting[], secret: WindowsOrder['secret']): SettingElement[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const { name, action } of settings) {
    if (action === undefined) (seen.has(name) ? again : seen).add(name);
  }
  return settings.map((setting) => ({
    name: setting.name,
    content: contentOf(setting, secret),
    ...(setting.action && { action: setting.action }),
    ...(setting.attributes && { attributes: setting.attributes }),
    ...(again.has(setting.name) && { apart: true }),
  }));
}

function contentOf(setting: RawSetting, secret: WindowsOrder['secret']): SettingElement['content'] {
  const { value, settings = [] } = setting;
  if (value === undefined) return elementsOf(settings, secret);
  return typeof value === 'string' ? value : secret(value);
}
