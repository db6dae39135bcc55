import { type Bilingual, canonicalJson } from '../../../platform/core/index.js';
import { renderTemplate } from '../../../platform/template/index.js';
import { askedOptions, type WindowsSection } from '../../profile/index.js';
import {
  FIREWALL_NAMES,
  isOptionRow,
  type OptionPlace,
  type OptionRow,
  type OptionTree,
  windowsOptionRows,
} from '../../windows-tables/index.js';
import { codePart } from './code-plan.js';
import type { OptionPlan, PlannedFirewall, PlannedNode, PlannedValue } from './planned-option.js';

const ONLY_ANSWERS: Bilingual = {
  fr: 'seul le fichier de réponses l’écrit, à l’installation',
  en: 'only the answer file writes it, at the installation',
};
const OVERRULED: Bilingual = {
  fr: 'une autre option du profil écrit les mêmes valeurs',
  en: 'another option of the profile writes the same values',
};
const EACH_SESSION: Bilingual = {
  fr: 'le fichier de réponses le fait à la première ouverture de session de chaque compte',
  en: 'the answer file does it at the first logon of each account',
};

/**
 * What sets the options of the profile that have a row, on a Windows that is running: registry values first, else its
 * command of the firewall, its script, or its node. Of two options that write the same value, the later one does.
 */
export function optionPlans(
  windows: WindowsSection,
  tree: OptionTree = windowsOptionRows(windows.target),
): OptionPlan[] {
  const plans = askedOptions(windows, tree).flatMap(({ option, asked, isElsewhere }) => {
    const row = rowAt(tree, option);
    return row === undefined || isElsewhere === true ? [] : [planOf(row, option, asked, windows)];
  });
  const last = new Map(plans.flatMap(({ values }) => values.map((value) => [pathOf(value), value] as const)));
  // Several options may form one value together: each of them has it then.
  const isLast = (value: PlannedValue) =>
    canonicalJson(last.get(pathOf(value))?.data) === canonicalJson(value.data);
  return plans.map((plan) => {
    const values = plan.values.filter(isLast);
    const isOverruled = values.length === 0 && plan.values.length > 0;
    return { ...plan, values, ...(isOverruled && { impossible: OVERRULED }) };
  });
}

function rowAt(tree: OptionTree, option: string): OptionRow | undefined {
  let node: OptionTree | OptionRow | undefined = tree;
  for (const name of option.split('.').slice(1)) {
    if (node === undefined || isOptionRow(node)) return undefined;
    node = Object.hasOwn(node, name) ? node[name] : undefined;
  }
  return node !== undefined && isOptionRow(node) ? node : undefined;
}

const pathOf = ({ hive, key, name }: PlannedValue): string => JSON.stringify([hive, key, name]).toLowerCase();

function planOf({ places }: OptionRow, option: string, asked: unknown, windows: WindowsSection): OptionPlan {
  const firewall = firewallOf(option, asked);
  const code = codePart(option, windows);
  const isTwin = places.every(({ to }) => to === 'answer' || to === 'reading');
  // The registry shows what the firewall has loaded, and is not how it is told.
  const values =
    firewall.length > 0
      ? []
      : [...places.flatMap((one) => valuesOf(one, asked, isTwin)), ...(code?.values ?? [])];
  const scripts = [...places.flatMap((one) => scriptOf(one, asked)), ...(code?.scripts ?? []).map(named)];
  const isWritten =
    code !== undefined || values.some(({ isRead }) => !isRead) || scripts.length > 0 || firewall.length > 0;
  const nodes = isWritten ? [] : places.flatMap((one) => nodeOf(one, asked));
  const impossible =
    firewall.length > 0
      ? undefined
      : impossiblePart(places, asked, isWritten || nodes.length > 0, code !== undefined);
  return { option, values, scripts, firewall, nodes, ...(impossible && { impossible }) };
}

/** @param isTwin the reading is where Windows keeps the setting of the answer file: it is written there */
function valuesOf(place: OptionPlace, asked: unknown, isTwin: boolean): PlannedValue[] {
  if (place.to !== 'registry' && place.to !== 'reading') return [];
  const { hive, key, to } = place;
  return Object.entries(place.values(asked)).map(([name, data]) => ({
    hive,
    key,
    name,
    data,
    isRead: to === 'reading' && !isTwin,
  }));
}

/** Scripts of these phases change the PC itself: nobody must have logged on. */
const FOR_THE_PC = ['system', 'firstLogon'];

function scriptOf(place: OptionPlace, asked: unknown): OptionPlan['scripts'] {
  if (place.to !== 'script' || !FOR_THE_PC.includes(place.phase)) return [];
  const data = place.data(asked);
  if (data === undefined) return [];
  return [{ name: place.name, text: renderTemplate(`answer/windows/${place.template}.ps1`, data) }];
}

const named = ({ name, text }: OptionPlan['scripts'][number]) => ({ name, text });

const word = (value: unknown): string => (value === true ? 'True' : 'False');
const action = (value: unknown): string => (value === 'allow' ? 'Allow' : 'Block');
/** The parameter of Set-NetFirewallProfile for each option of a network profile. */
const PARAMETERS: Record<string, [parameter: string, words: (value: unknown) => string]> = {
  enabled: ['Enabled', word],
  notifications: ['NotifyOnListen', word],
  logDropped: ['LogBlocked', word],
  logAllowed: ['LogAllowed', word],
  logFile: ['LogFileName', String],
  logFileSize: ['LogMaxSizeKilobytes', String],
  inbound: ['DefaultInboundAction', action],
  outbound: ['DefaultOutboundAction', action],
};

function firewallOf(option: string, asked: unknown): PlannedFirewall[] {
  const [, network, name] = /^windows\.network\.firewall\.(domain|private|public)\.(\w+)$/.exec(option) ?? [];
  const parameter = name !== undefined && Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
  if (parameter === undefined) return [];
  const profile = FIREWALL_NAMES[network as keyof typeof FIREWALL_NAMES];
  return [{ profile, parameter: parameter[0], value: parameter[1](asked) }];
}

/** `./Device/Vendor/MSFT/Policy/Config/Defender/AllowX`, as the bridge names it. */
function nodeOf(place: OptionPlace, asked: unknown): PlannedNode[] {
  if (place.to !== 'csp' || place.format === 'xml') return [];
  const value = place.data(asked);
  if (value === undefined) return [];
  const parts = place.uri.replace('./Device/', './').split('/');
  const leaf = parts.pop() ?? '';
  const instance = parts.pop() ?? '';
  const path = [...parts.slice(parts.indexOf('MSFT') + 1), instance];
  return [{ parent: parts.join('/'), instance, leaf, path, format: place.format, value: String(value) }];
}

function impossiblePart(
  places: readonly OptionPlace[],
  asked: unknown,
  isSet: boolean,
  isCoded: boolean,
): Bilingual | undefined {
  const isForSessions = places.some(
    (one) => one.to === 'script' && !FOR_THE_PC.includes(one.phase) && one.data(asked) !== undefined,
  );
  if (isForSessions) return EACH_SESSION;
  const isCode = !isCoded && places.some(({ to }) => to === 'code');
  const isLeftAlone = places.every(({ to }) => to === 'registry' || to === 'script');
  return !isCode && (isSet || isLeftAlone) ? undefined : ONLY_ANSWERS;
}
