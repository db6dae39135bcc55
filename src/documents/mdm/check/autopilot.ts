import type { Bilingual, DocumentFinding, Severity } from '../../../platform/core/index.js';
import { isDeviceNameTemplate } from '../../profile/index.js';
import { type JsonObject, objectIn, tell } from './json-document.js';
import { JsonFault, type JsonValue, readJson } from './json-tree.js';
import { isPlaceholder } from './placeholder.js';
import { type Placed, Report } from './report.js';
import { meantName } from './slip.js';

/** The expected value of a key, and whether it is required. */
interface Rule {
  required?: true;
  kind: 'string' | 'number';
  test: (value: string | number) => boolean;
  expected: Bilingual;
}

/** All bits of CloudAssignedOobeConfig known to Microsoft's diagnostics. */
const ALL_OOBE_BITS = 2047;
const GUID = /^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/;
const DOMAIN = /^(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})+$/;

const number = (test: (value: number) => boolean, fr: string, en: string): Rule => ({
  kind: 'number',
  test: (value) => typeof value === 'number' && Number.isInteger(value) && test(value),
  expected: { fr, en },
});
const text = (test: (value: string) => boolean, fr: string, en: string): Rule => ({
  kind: 'string',
  test: (value) => typeof value === 'string' && test(value),
  expected: { fr, en },
});
const required = (rule: Rule): Rule => ({ ...rule, required: true });
const flag = number((value) => value === 0 || value === 1, '0 ou 1', '0 or 1');
const guid = text(
  (value) => GUID.test(value),
  'un identifiant sans accolades : 1537de22-988c-4e93-b8a5-83890f34a69b',
  'an identifier without braces: 1537de22-988c-4e93-b8a5-83890f34a69b',
);

/** MS Learn, "Windows Autopilot for existing devices"; WindowsAutoPilotIntune also writes the last five. */
const RULES: Readonly<Record<string, Rule>> = {
  Comment_File: text(() => true, 'un texte', 'a text'),
  Version: number((value) => value === 2049, '2049', '2049'),
  ZtdCorrelationId: required(guid),
  CloudAssignedTenantId: required(guid),
  CloudAssignedTenantDomain: required(
    text(
      (value) => DOMAIN.test(value),
      'un domaine comme exemple.onmicrosoft.com',
      'a domain such as example.onmicrosoft.com',
    ),
  ),
  CloudAssignedOobeConfig: required(
    number(
      (value) => value >= 0 && value <= ALL_OOBE_BITS,
      `une somme de bits, de 0 à ${ALL_OOBE_BITS}`,
      `a sum of bits, from 0 to ${ALL_OOBE_BITS}`,
    ),
  ),
  CloudAssignedDomainJoinMethod: required(flag),
  CloudAssignedForcedEnrollment: required(flag),
  CloudAssignedAadServerData: required(
    text(
      isServerData,
      'une chaîne qui contient du JSON : {"ZeroTouchConfig":{…}}',
      'a string that contains JSON: {"ZeroTouchConfig":{…}}',
    ),
  ),
  CloudAssignedDeviceName: text(
    isDeviceNameTemplate,
    'un nom de 15 caractères au plus : lettres, chiffres, tirets, %SERIAL%, %RAND:4%',
    'a name of at most 15 characters: letters, digits, hyphens, %SERIAL%, %RAND:4%',
  ),
  CloudAssignedLanguage: text(
    (value) => value === 'os-default' || /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(value),
    'os-default, ou une langue comme fr-FR',
    'os-default, or a language such as fr-FR',
  ),
  CloudAssignedRegion: text(
    (value) => value === 'os-default' || /^[A-Za-z]{2}$/.test(value),
    'os-default, ou un pays de deux lettres',
    'os-default, or a country of two letters',
  ),
  CloudAssignedAutopilotUpdateDisabled: flag,
  CloudAssignedAutopilotUpdateTimeout: number(
    (value) => value > 0,
    'des millisecondes, plus de 0',
    'milliseconds, more than 0',
  ),
  HybridJoinSkipDCConnectivityCheck: flag,
};

/** Checks an AutopilotConfigurationFile.json. It never throws. */
export function checkAutopilot(text: string): DocumentFinding[] {
  const report = new Report('autopilot');
  const root = objectIn(text, 'autopilot', report);
  if (root === undefined) return report.findings;
  for (const [name, member] of root.members) checkMember(name, member.name, member.value, report);
  for (const [name, rule] of Object.entries(RULES)) {
    if (rule.required && !root.members.has(name))
      tell(report, 'autopilot/missing-key', 'error', root, name, {
        fr: `${name} : ${rule.expected.fr}`,
        en: `${name}: ${rule.expected.en}`,
      });
  }
  checkAgreement(root, report);
  checkAscii(text, report);
  return report.findings;
}

function checkMember(name: string, at: Placed, value: JsonValue, report: Report): void {
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  if (rule === undefined) return unknownKey(name, at, report);
  if (value.kind !== rule.kind)
    return tell(report, 'autopilot/wrong-type', 'error', value, shown(value), rule.expected);
  if (!('value' in value) || typeof value.value === 'boolean' || rule.test(value.value)) return;
  if (isToFillIn(name, value.value)) return;
  tell(report, 'autopilot/out-of-range', 'error', value, shown(value), rule.expected);
}

/** A placeholder in the file; %SERIAL% in a device name is not one. */
function isToFillIn(name: string, value: string | number): boolean {
  return typeof value === 'string' && name !== 'CloudAssignedDeviceName' && isPlaceholder(value);
}

function unknownKey(name: string, at: Placed, report: Report): void {
  const meant = report.isFull ? undefined : meantName(name, Object.keys(RULES));
  const expected: Bilingual =
    meant === undefined
      ? { fr: 'une clé que Microsoft publie', en: 'a key that Microsoft publishes' }
      : { fr: meant, en: meant };
  tell(report, 'autopilot/unknown-key', 'note', at, name, expected, {
    fr: 'Windows ne la lit pas : vérifiez son nom',
    en: 'Windows does not read it: check its name',
  });
}

function isServerData(value: string): boolean {
  return zeroTouch(value) !== undefined;
}

/** The object at ZeroTouchConfig in a JSON string; undefined when the string is not such JSON. */
function zeroTouch(value: string): JsonObject | undefined {
  try {
    const data = readJson(value);
    const config = data.kind === 'object' ? data.members.get('ZeroTouchConfig')?.value : undefined;
    return config?.kind === 'object' ? config : undefined;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return undefined;
  }
}

/** Compares the values that the file contains twice. */
const TWICE = [
  ['CloudAssignedTenantDomain', 'CloudAssignedTenantDomain'],
  ['CloudAssignedForcedEnrollment', 'ForcedEnrollment'],
] as const;

function checkAgreement({ members }: JsonObject, report: Report): void {
  const data = members.get('CloudAssignedAadServerData')?.value;
  const config = data?.kind === 'string' ? zeroTouch(data.value) : undefined;
  if (data === undefined || config === undefined) return;
  for (const [outer, inner] of TWICE) {
    const [one, other] = [members.get(outer)?.value, config.members.get(inner)?.value];
    if (one === undefined || other === undefined || shown(one) === shown(other)) continue;
    const expected = { fr: `${inner} : ${shown(one)}`, en: `${inner}: ${shown(one)}` };
    tell(report, 'autopilot/disagreement', 'warning', data, `${inner}: ${shown(other)}`, expected);
  }
}

/** The first non-ASCII character: Windows may ignore a file that contains one. */
function checkAscii(text: string, report: Report): void {
  const at = /[^\0-\x7f]/.exec(text.replace(/^\ufeff/, ''));
  if (at === null && !text.startsWith('\ufeff')) return;
  const before = at === null ? '' : at.input.slice(0, at.index);
  const place = { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
  const severity: Severity = at === null ? 'error' : 'warning';
  tell(
    report,
    'autopilot/not-ascii',
    severity,
    place,
    at?.[0] ?? 'U+FEFF',
    { fr: 'un fichier ASCII, sans marque d’ordre', en: 'an ASCII file, without a byte order mark' },
    {
      fr: 'enregistrez-le en ASCII ; JSON écrit les autres caractères \\u00e9',
      en: 'save it as ASCII; JSON writes other characters as \\u00e9',
    },
  );
}

function shown(value: JsonValue): string {
  return 'value' in value ? String(value.value) : value.kind;
}
