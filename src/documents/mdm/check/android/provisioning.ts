import type { DocumentFinding } from '../../../../platform/core/index.js';
import { type JsonObject, objectIn, tell } from '../json-document.js';
import type { JsonMember, JsonValue } from '../json-tree.js';
import { isPlaceholder } from '../placeholder.js';
import { Report } from '../report.js';
import { meantName } from '../slip.js';
import { PROVISIONING, PROVISIONING_KEYS, type ProvisioningType } from './provisioning-keys.js';
import { checkManager } from './provisioning-manager.js';

/** Checks the content of an Android provisioning QR code. */
export function checkAndroidProvisioning(text: string): DocumentFinding[] {
  const report = new Report('android');
  const object = objectIn(text, 'android', report);
  if (object) {
    for (const [name, member] of object.members) checkKey(name, member, report);
    checkManager(object, report);
    checkWifi(object, report);
  }
  return report.findings;
}

const PUBLISHED = Object.keys(PROVISIONING_KEYS).map((known) => `${PROVISIONING}${known}`);

function checkKey(name: string, { name: at, value }: JsonMember, report: Report): void {
  const short = name.startsWith(PROVISIONING) ? name.slice(PROVISIONING.length) : undefined;
  const type = short !== undefined && Object.hasOwn(PROVISIONING_KEYS, short) && PROVISIONING_KEYS[short];
  if (type) return checkType(value, type, report);
  const meant = report.isFull ? undefined : meantName(name, PUBLISHED);
  if (meant !== undefined) {
    return tell(
      report,
      'android/misspelt-key',
      'warning',
      at,
      name,
      { fr: meant, en: meant },
      { fr: `écrivez ${meant}`, en: `write ${meant}` },
    );
  }
  tell(
    report,
    'android/unknown-key',
    'note',
    at,
    name,
    {
      fr: 'une clé publiée (DevicePolicyManager.EXTRA_PROVISIONING_…)',
      en: 'a published key (DevicePolicyManager.EXTRA_PROVISIONING_…)',
    },
    { fr: 'l’assistant de configuration l’ignore', en: 'the set-up wizard ignores it' },
  );
}

const TYPES: Record<string, { fr: string; en: string }> = {
  string: { fr: 'un texte : "…"', en: 'a text: "…"' },
  boolean: { fr: 'true ou false, sans guillemets', en: 'true or false, without quotes' },
  number: { fr: 'un nombre, sans guillemets', en: 'a number, without quotes' },
  object: { fr: 'un objet : {…}', en: 'an object: {…}' },
  array: { fr: 'une liste : […]', en: 'a list: […]' },
};

function checkType(value: JsonValue, type: ProvisioningType, report: Report): void {
  const kind = typeof type === 'string' ? type : 'string';
  if (value.kind === 'string' && isPlaceholder(value.value)) return;
  if (value.kind !== kind)
    return tell(report, 'android/wrong-type', 'error', value, value.kind, TYPES[kind]!);
  if (typeof type === 'string' || value.kind !== 'string' || type.includes(value.value)) return;
  const list = type.join(', ');
  tell(report, 'android/not-in-list', 'error', value, value.value, {
    fr: `l’une de ces valeurs : ${list}`,
    en: `one of these values: ${list}`,
  });
}

/** A Wi-Fi network needs its name; its password in the QR code is readable by anyone. */
function checkWifi({ members }: JsonObject, report: Report): void {
  const wifi = [...members].find(([name]) => name.startsWith(`${PROVISIONING}WIFI_`));
  if (wifi && !members.has(`${PROVISIONING}WIFI_SSID`)) {
    tell(report, 'android/missing-key', 'error', wifi[1].name, wifi[0], {
      fr: `la clé ${PROVISIONING}WIFI_SSID`,
      en: `the key ${PROVISIONING}WIFI_SSID`,
    });
  }
  const password = members.get(`${PROVISIONING}WIFI_PASSWORD`)?.value;
  if (password?.kind !== 'string' || password.value === '' || isPlaceholder(password.value)) return;
  tell(
    report,
    'android/plain-text-secret',
    'warning',
    password,
    'WIFI_PASSWORD …',
    { fr: 'aucun secret lisible dans un fichier', en: 'no readable secret in a file' },
    {
      fr: 'toute personne qui voit ce code peut lire le mot de passe : utilisez un réseau réservé à la mise en service',
      en: 'anyone who sees this code can read the password: use a network reserved for set-up',
    },
  );
}
