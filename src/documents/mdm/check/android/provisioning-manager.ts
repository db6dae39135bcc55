import { type JsonObject, tell } from '../json-document.js';
import type { JsonValue } from '../json-tree.js';
import { isPlaceholder } from '../placeholder.js';
import type { Report } from '../report.js';
import { PROVISIONING } from './provisioning-keys.js';

const ADMIN = `${PROVISIONING}DEVICE_ADMIN_`;

/** `com.example.dpc/.AdminReceiver`: a package and a class, which may begin with a dot. */
const COMPONENT = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)+\/\.?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/;

/** A SHA-256 in URL-safe base64, as Base64.URL_SAFE writes it. */
const CHECKSUM = /^[A-Za-z0-9_-]{43}=?$/;

/** Checks the device owner application: its component, its download address and its checksum. */
export function checkManager({ members, ...at }: JsonObject, report: Report): void {
  const value = (name: string) => textOf(members.get(`${ADMIN}${name}`)?.value);
  if (!members.has(`${ADMIN}COMPONENT_NAME`) && !members.has(`${ADMIN}PACKAGE_NAME`)) {
    lacks(at, 'COMPONENT_NAME', report);
  }
  const component = value('COMPONENT_NAME');
  if (component && !COMPONENT.test(component.value)) badComponent(component, report);
  for (const name of ['PACKAGE_CHECKSUM', 'SIGNATURE_CHECKSUM']) {
    const checksum = value(name);
    if (checksum && !CHECKSUM.test(checksum.value)) badChecksum(checksum, report);
  }
  const place = members.get(`${ADMIN}PACKAGE_DOWNLOAD_LOCATION`);
  if (!place) return;
  const location = textOf(place.value);
  if (location) checkLocation(location, report);
  const checked = ['PACKAGE_CHECKSUM', 'SIGNATURE_CHECKSUM'].some((name) => members.has(`${ADMIN}${name}`));
  if (!checked) lacks(place.name, 'SIGNATURE_CHECKSUM', report);
}

type Text = Extract<JsonValue, { kind: 'string' }>;

function textOf(value: JsonValue | undefined): Text | undefined {
  return value?.kind === 'string' && !isPlaceholder(value.value) ? value : undefined;
}

function lacks(at: { line: number; column: number }, name: string, report: Report): void {
  tell(
    report,
    'android/missing-key',
    'error',
    at,
    '',
    { fr: `la clé ${ADMIN}${name}`, en: `the key ${ADMIN}${name}` },
    { fr: 'ajoutez cette clé', en: 'add that key' },
  );
}

function badComponent(at: Text, report: Report): void {
  tell(report, 'android/bad-component', 'error', at, at.value, {
    fr: 'un paquet et sa classe : com.exemple.dpc/.AdminReceiver',
    en: 'a package and its class: com.example.dpc/.AdminReceiver',
  });
}

function badChecksum(at: Text, report: Report): void {
  tell(
    report,
    'android/bad-checksum',
    'error',
    at,
    at.value,
    {
      fr: 'un SHA-256 en base64 pour URL : 43 lettres, chiffres, - ou _',
      en: 'a SHA-256 in URL-safe base64: 43 letters, digits, - or _',
    },
    {
      fr: 'calculez-le : openssl dgst -sha256 -binary fichier | basenc --base64url | tr -d =',
      en: 'compute it: openssl dgst -sha256 -binary file | basenc --base64url | tr -d =',
    },
  );
}

function checkLocation(at: Text, report: Report): void {
  const url = URL.canParse(at.value) ? new URL(at.value) : undefined;
  if (url?.protocol === 'https:') return;
  const plain = url?.protocol === 'http:';
  tell(
    report,
    plain ? 'android/not-https' : 'android/bad-location',
    plain ? 'warning' : 'error',
    at,
    at.value,
    { fr: 'une adresse https://…', en: 'an https://… address' },
    {
      fr: 'publiez l’application en HTTPS : certains appareils refusent une autre adresse',
      en: 'publish the application over HTTPS: some devices refuse other addresses',
    },
  );
}
