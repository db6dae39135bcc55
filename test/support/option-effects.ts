import { manualRequests } from '../../src/deployment/recette/index.js';
import { ANSWER_KINDS, renderAnswer } from '../../src/documents/answer/index.js';
import { InputError } from '../../src/platform/core/index.js';
import { MDM_PLATFORMS, renderMdm } from '../../src/documents/mdm/index.js';
import { personaliseValues } from '../../src/deployment/pipeline/steps/personalise/personalise-values.js';
import { missingDriversWord } from '../../src/deployment/pipeline/windows/missing-drivers.js';
import { parseProfile, type ProfileDocument } from '../../src/documents/profile/index.js';
import { OTHER_ROOT_PEM, ROOT_PEM } from './connections.js';
import { BESIDE, NEXT_TO, VALUES } from './option-values.js';
import { isAbout, matching, type WrittenOption } from './written-options.js';

/** An output of a profile: a kind of answer file, or a platform of device management. */
export interface Output {
  name: string;
  /** What the profile must contain for this output. */
  base: object;
  render(profile: ProfileDocument): Promise<Rendered> | Rendered;
}

interface Rendered {
  text: string;
  listed: string[];
}

const MACHINE = { serial: 'SN-ABCDEF', assetTag: 'INV-1', macs: ['00:1a:2b:3c:4d:5e'], hostname: undefined };

/** A profile with a file for every platform. */
const MANAGED = { restrictions: { camera: false, screenCapture: false } };
const WITH_WINDOWS = { windows: {} };

const answers = ANSWER_KINDS.map((kind): Output => ({
  name: kind,
  base: kind.endsWith('unattend') ? WITH_WINDOWS : {},
  render: (profile) => {
    const { files, notCarried } = renderAnswer({ kind, profile, machine: MACHINE });
    return {
      text: files.map(({ name, text }) => `${name}\n${text}`).join('\n'),
      listed: notCarried.map(({ option }) => option),
    };
  },
}));

const platforms = MDM_PLATFORMS.map((platform): Output => ({
  name: `mdm ${platform}`,
  base: MANAGED,
  render: async (profile) => {
    const payload = (sha256: string) => Buffer.from(sha256);
    const { files, notCarried } = await renderMdm({ platform, profile, machine: MACHINE, payload });
    return {
      text: files.map(({ name, bytes }) => `${name}\n${Buffer.from(bytes).toString('latin1')}`).join('\n'),
      listed: notCarried.map(({ option }) => option),
    };
  },
}));

/** Sections that only a deployment by Établi carries. */
const OF_DEPLOYMENT = /^(?:master|personalise|recette|windows\.drivers)\b/;

/** What the steps read of these sections; a secret is read from the vault. */
const deployment: Output = {
  name: 'deployment',
  base: {},
  render: (profile) => {
    const { master, recette } = profile;
    const secrets = Object.assign(new Map<string, string>(), { get: (name: string) => `secret ${name}` });
    const read = {
      personalise: personaliseValues(profile, secrets),
      master: master && [master.name, master.version],
      checks: recette?.checks.map(({ kind, parameters, severity, requirement }) => [
        kind,
        parameters,
        severity,
        typeof requirement === 'object' ? [requirement.fr, requirement.en] : requirement,
      ]),
      manual: manualRequests(recette?.manual ?? []).map(({ id, title, severity }) => [
        id,
        title.fr,
        title.en,
        severity,
      ]),
      without: recette?.without,
      reservations: recette?.reservations,
      signatures: recette?.signatures,
      missingDrivers: missingDriversWord(profile),
    };
    return { text: JSON.stringify(read), listed: [] };
  },
};

export const OUTPUTS: Output[] = [...answers, ...platforms, deployment];

/** Options that only select the devices, network or VPN that other options are for. */
const ABOUT_THE_DEVICE = [
  ...['windows.target', 'windows.architecture', 'mdm.apple.supervised'],
  ...['mdm.apple.wifi[0].ssid', 'mdm.apple.vpn[0].name'],
];

/** Whether the name of an option shows that it is for other outputs. */
export function isForOthers(path: string, { name }: Output): boolean {
  if (ABOUT_THE_DEVICE.includes(path)) return true;
  if (name === 'deployment') return !OF_DEPLOYMENT.test(path);
  // These two are for the installed system of a master, which has no installation.
  if (path.startsWith('master') && (name === 'unattend' || name === 'cloud-init')) return true;
  if (/^windows\b/.test(path)) return !name.endsWith('unattend');
  const own = /^mdm\.(apple|android|windows|linux)\b/.exec(path)?.[1];
  if (path.startsWith('mdm') && !name.startsWith('mdm')) return true;
  if (own === undefined) return false;
  return !(own === 'apple' ? ['mdm macos', 'mdm ios'] : [`mdm ${own}`]).includes(name);
}

/** The effect of an option: the outputs in which it is lost. */
export interface Effects {
  /** Outputs with the same files with and without the option, which neither list nor refuse a value of it. */
  lostBy: string[];
  /** True when every output refused all its values: it was not tested. */
  untried: boolean;
}

type Parse = (given: unknown) => ProfileDocument;
/** The files and the list, or the refused fields; no fields when the profile itself was refused. */
type Outcome = Rendered | { refused: string[] };

/** The effect of an option that is set alone, on each output that it may be for. */
export async function effectsOf(option: WrittenOption, parse: Parse = parseProfile): Promise<Effects> {
  const outputs = OUTPUTS.filter((output) => !isForOthers(option.path, output));
  const lost = new Set(outputs);
  const tried = new Set<Output>();
  const refusing = new Set<Output>();
  const seen = new Map<Output, Set<string>>(outputs.map((output) => [output, new Set()]));
  for (const value of [undefined, ...valuesOf(option)]) {
    const documents = documentsWith(option, value, parse);
    for (const output of lost) {
      const found = await outcomeOf(documents(output.base), output, value === undefined);
      if ('refused' in found) {
        // The remaining values are defaults of the output.
        if (value !== undefined && isSaid(found.refused, option)) refusing.add(output);
        continue;
      }
      if (value !== undefined) tried.add(output);
      if (value !== undefined && isSaid(found.listed, option)) lost.delete(output);
      if (seen.get(output)!.add(found.text).size > 1) lost.delete(output);
    }
  }
  const untried = outputs.length > 0 && tried.size === 0;
  const isLost = (output: Output) => untried || (tried.has(output) && !refusing.has(output));
  return { lostBy: [...lost].filter(isLost).map(({ name }) => name), untried };
}

interface Document {
  /** The input, as a key. */
  key: string;
  /** Undefined when it was refused. */
  profile: ProfileDocument | undefined;
}

/** The profile with a value of the option, on top of what an output needs; parsed once. */
function documentsWith(option: WrittenOption, value: unknown, parse: Parse): (base: object) => Document {
  const [section = ''] = option.path.split(/[.[]/);
  const given = completed(option.sectionWith(value), section, option.path);
  const known = new Map<object, Document>();
  return (base) => {
    const whole = { name: 'un', ...base, ...around(option.path), [section]: given };
    const document = known.get(base) ?? { key: JSON.stringify(whole), profile: taken(() => parse(whole)) };
    known.set(base, document);
    return document;
  };
}

/** Cache of outputs of profiles without a value, which many options share. */
const withoutValue = new Map<string, Outcome>();

async function outcomeOf(
  { key, profile }: Document,
  output: Output,
  isWithoutValue: boolean,
): Promise<Outcome> {
  if (profile === undefined) return { refused: [] };
  const whole = `${output.name} ${key}`;
  const outcome = withoutValue.get(whole) ?? (await renderedOrRefused(output, profile));
  if (isWithoutValue) withoutValue.set(whole, outcome);
  return outcome;
}

async function renderedOrRefused(output: Output, profile: ProfileDocument): Promise<Outcome> {
  try {
    return await output.render(profile);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { refused: error.findings.map(({ field }) => (typeof field === 'string' ? field : field.en)) };
  }
}

function taken(read: () => ProfileDocument): ProfileDocument | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function valuesOf({ node, path }: WrittenOption): unknown[] {
  const known = VALUES.find(([pattern]) => pattern.test(path));
  if (known) return known[1];
  if (node.enum) return node.enum;
  if (node.type === 'boolean') return [true, false];
  if (node.type === 'integer' || node.type === 'number') {
    const least = Math.max(1, node.minimum ?? 1);
    return [least, least + 1];
  }
  return node.pattern === undefined ? ['abc', 'abd'] : [matching(node.pattern, 1), matching(node.pattern, 2)];
}

/** Connections that options of management refer to. */
const AROUND_MDM = {
  wifi: ['Atelier', 'Bureau'].map((ssid) => ({ ssid, security: 'open' })),
  vpn: ['Siege', 'Usine'].map((name) => ({
    kind: 'ikev2',
    name,
    server: 'vpn.fr',
    authentication: { method: 'eap-mschapv2' },
  })),
};

const CERTIFICATES = [
  { name: 'ac', kind: 'root', pem: ROOT_PEM },
  { name: 'ac2', kind: 'root', pem: OTHER_ROOT_PEM },
  { name: 'poste', kind: 'client', pkcs12: { vault: 'p12' } },
  { name: 'autre', kind: 'client', pkcs12: { vault: 'p12-2' } },
];

/** The other sections that an option refers to. */
function around(path: string): object {
  if (/^network\b/.test(path)) return { certificates: CERTIFICATES };
  if (/^mdm\.apple\b/.test(path)) return { certificates: CERTIFICATES, network: AROUND_MDM };
  return /^mdm\.android\b/.test(path) ? { network: AROUND_MDM } : {};
}

/** Adds the options that must accompany the option although the schema does not require them. */
function completed(section: unknown, path: string, option: string): unknown {
  if (Array.isArray(section)) {
    const [, , next = []] = NEXT_TO.find(([of, list]) => of.test(option) && list === path) ?? [];
    const items = [...section.filter((item) => item !== undefined), ...next];
    return items.map((item, index) => completed(item, `${path}[${index}]`, option));
  }
  if (section === null || typeof section !== 'object') return section;
  const [, known = {}] = BESIDE.find(([pattern]) => pattern.test(path)) ?? [];
  const beside = typeof known === 'function' ? known(section as Record<string, unknown>, option) : known;
  const own = Object.entries({ ...beside, ...section }).filter(([, item]) => item !== undefined);
  const inside = own.map(([key, item]) => [
    key,
    completed(
      key in beside && !isAbout(`${path}.${key}`, option) ? beside[key] : item,
      `${path}.${key}`,
      option,
    ),
  ]);
  return Object.fromEntries(inside);
}

/** Whether an output lists the option; an unsupported kind or method includes its whole item. */
function isSaid(fields: string[], { path }: WrittenOption): boolean {
  return fields.some((field) => isAbout(field.replace(/\.(?:kind|method)$/, ''), path));
}
