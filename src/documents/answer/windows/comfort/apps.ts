import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { APPS, FEATURES } from '../../../windows-tables/index.js';
import type { MachineScript } from '../contribution.js';
import { powershell } from '../option-values.js';

type Comfort = NonNullable<WindowsSection['comfort']>;

interface Removal {
  packages?: readonly string[];
  capabilities?: readonly string[];
  features?: readonly string[];
}

/** The scripts that remove apps, and turn features on and off. */
export function appScripts({
  removeApps = [],
  removePackages = [],
  features = {},
}: Comfort): MachineScript[] {
  const apps: Removal[] = [...new Set(removeApps)].map((app) => APPS[app]);
  const removals = {
    packages: unique([...apps.flatMap(({ packages = [] }) => packages), ...removePackages]),
    capabilities: unique(apps.flatMap(({ capabilities = [] }) => capabilities)),
    features: unique(apps.flatMap((app) => app.features ?? [])),
  };
  const [enable, disable] = [namesOf(features.enable), namesOf(features.disable)];
  return [
    ...(Object.values(removals).some((names) => names.length > 0) ? [script('remove-apps', removals)] : []),
    ...(enable.length + disable.length > 0
      ? [
          script('features', {
            enable: enable.filter((name) => !isCapability(name)),
            disable: disable.filter((name) => !isCapability(name)),
            add: enable.filter(isCapability),
            remove: disable.filter(isCapability),
          }),
        ]
      : []),
  ];
}

function script(name: string, context: object): MachineScript {
  return powershell('system', name, renderTemplate(`answer/windows/comfort/${name}.ps1`, context));
}

function namesOf(features: readonly string[] = []): string[] {
  const usual: Partial<Record<string, readonly string[]>> = FEATURES;
  return unique(features.flatMap((feature) => usual[feature] ?? [feature]));
}

/** `OpenSSH.Server~~~~0.0.1.0`: capabilities have a version, features do not. */
function isCapability(name: string): boolean {
  return name.includes('~');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
