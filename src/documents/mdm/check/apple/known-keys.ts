import {
  APPLE_COMMON,
  APPLE_PROFILE,
  type AppleKey,
  applePayloadTypes,
} from '../../tables/apple-payloads.js';
import { type PlistArray, type PlistDict, type PlistValue, textAt } from '../plist/plist-value.js';
import type { Report } from '../report.js';
import { type AppleFile, type AppleRule, type AppleTarget, type FoundPayload } from './apple-file.js';
import { isRequired } from './conditions.js';
import { isPreferenceDomain } from './preference-domains.js';
import { meantName } from '../slip.js';
import { unsupported } from './systems.js';
import { checkValue, hasType } from './value-rules.js';

/** Checks each key with the table: name, type, values and system; and reports missing keys. */
export const knownKeys: AppleRule = (file, report) => {
  const { profile, target } = file;
  const keys = textAt(profile, 'PayloadType') === 'Profile Service' ? ENROLMENT : APPLE_PROFILE.keys;
  new Walk(report, false, target).dict(profile, keys);
  for (const payload of file.payloads) checkPayload(payload, file, report);
};

function checkPayload({ dict, type, known }: FoundPayload, { target }: AppleFile, report: Report): void {
  const walk = new Walk(report, isPreferenceDomain(type), target);
  if (!known) {
    new Walk(report, false, target).dict(dict, APPLE_COMMON, ANYTHING);
    if (type !== undefined) unknownPayload(dict, type, report);
    return;
  }
  const place = dict.entries.get('PayloadType')?.value ?? dict;
  const reason = target && (unsupported(known.systems, target) ?? absent(known.systems, target));
  if (reason) notForSystem(place, known.type, reason, 'error', report);
  walk.dict(dict, new Map([...APPLE_COMMON, ...known.keys]), known.others);
}

const key = (type: AppleKey['type'], required: boolean, more: Partial<AppleKey> = {}): AppleKey => ({
  type,
  required,
  systems: {},
  ...more,
});

/** A profile that only asks for device attributes, with an address to send them to: Apple, "Over-the-Air Profile Delivery". */
const ENROLMENT: ReadonlyMap<string, AppleKey> = new Map([
  ...APPLE_PROFILE.keys,
  ['PayloadType', key('string', true, { values: ['Profile Service'] })],
  [
    'PayloadContent',
    key('dict', true, {
      keys: new Map([
        ['URL', key('string', true)],
        ['DeviceAttributes', key('array', true, { items: [key('string', false)] })],
        ['Challenge', key('any', false)],
      ]),
    }),
  ],
]);

const ANYTHING: AppleKey = { type: 'any', required: false, systems: {} };

/** The description of a payload lists all systems that support it. */
function absent(systems: object, { name }: AppleTarget): { fr: string; en: string } | undefined {
  if (name in systems) return undefined;
  const others = Object.keys(systems)
    .filter((system) => !system.endsWith('Until'))
    .join(', ');
  return { fr: `un appareil ${others}`, en: `a device with ${others}` };
}

/** A dictionary with its entry in the table. */
class Walk {
  constructor(
    private readonly report: Report,
    /** Managed preferences: any key, and numbers for booleans. */
    private readonly lenient: boolean,
    private readonly target?: AppleTarget,
  ) {}

  dict(dict: PlistDict, keys: ReadonlyMap<string, AppleKey>, others?: AppleKey): void {
    for (const [name, { key: place, value }] of dict.entries) {
      const known = keys.get(name) ?? others;
      if (known) this.key(name, value, known);
      else unknownKey(place, name, keys, this.report);
    }
    for (const [name, known] of keys) {
      if (known.required && !dict.entries.has(name) && isRequired(name, dict)) {
        missing(dict, name, this.lenient, this.report);
      }
    }
  }

  private key(name: string, value: PlistValue, known: AppleKey): void {
    const reason = this.target && unsupported(known.systems, this.target);
    if (reason) notForSystem(value, name, reason, 'warning', this.report);
    // Keys common to all payloads are read by the device itself.
    this.value(value, known, this.lenient && APPLE_COMMON.get(name) !== known);
  }

  private value(value: PlistValue, known: AppleKey, lenient = this.lenient): void {
    if (!hasType(value, known, lenient, this.report)) return;
    if (value.kind === 'array') this.array(value, known);
    else if (value.kind !== 'dict') checkValue(value, known, lenient, this.report);
    else if (known.keys || known.others) this.dict(value, known.keys ?? new Map(), known.others);
  }

  /** If items may have several types, each is checked as the first type that matches. */
  private array(array: PlistArray, { items, count }: AppleKey): void {
    if (count && (array.items.length < count[0] || array.items.length > count[1])) {
      wrongCount(array, count, this.report);
    }
    if (!items) return;
    for (const item of array.items) {
      const known = items.find(({ type }) => type === item.kind) ?? items[0];
      if (known) this.value(item, known);
    }
  }
}

type Place = PlistDict | PlistValue;

function notForSystem(
  at: Place,
  found: string,
  expected: { fr: string; en: string },
  severity: 'error' | 'warning',
  report: Report,
): void {
  report.add({
    rule: 'apple/not-for-this-system',
    severity,
    at,
    found,
    expected,
    remedy: {
      fr: 'cet appareil l’ignore : retirez-le, ou choisissez un système qui le prend en charge',
      en: 'this device ignores it: remove it, or choose a system that supports it',
    },
  });
}

function unknownPayload(dict: PlistDict, type: string, report: Report): void {
  const meant = report.isFull ? undefined : meantName(type, applePayloadTypes());
  report.add({
    rule: meant === undefined ? 'apple/unknown-payload' : 'apple/misspelt-payload',
    severity: meant === undefined ? 'note' : 'warning',
    at: dict.entries.get('PayloadType')?.value ?? dict,
    found: type,
    expected:
      meant === undefined
        ? { fr: 'un type publié par Apple', en: 'a type that Apple publishes' }
        : { fr: meant, en: meant },
    remedy:
      meant === undefined
        ? {
            fr: 'les réglages d’une application portent le nom de son domaine : vérifiez-le auprès de l’éditeur',
            en: 'settings of an application are named after its domain: check the name with the publisher',
          }
        : { fr: `écrivez ${meant}`, en: `write ${meant}` },
  });
}

function unknownKey(
  at: PlistDict | { line: number; column: number },
  name: string,
  keys: ReadonlyMap<string, AppleKey>,
  report: Report,
): void {
  const meant = report.isFull ? undefined : meantName(name, keys.keys());
  report.add({
    rule: meant === undefined ? 'apple/unknown-key' : 'apple/misspelt-key',
    severity: meant === undefined ? 'note' : 'warning',
    at,
    found: name,
    expected:
      meant === undefined
        ? { fr: 'une clé publiée par Apple', en: 'a key that Apple publishes' }
        : { fr: meant, en: meant },
    remedy:
      meant === undefined
        ? { fr: 'Apple ignore les clés qu’il ne connaît pas', en: 'Apple ignores keys that it does not know' }
        : { fr: `écrivez ${meant}`, en: `write ${meant}` },
  });
}

/** Required by the schema, but profiles without it are accepted. */
const MENDED = new Set(['PayloadVersion']);

function missing(at: PlistDict, name: string, lenient: boolean, report: Report): void {
  report.add({
    rule: 'apple/missing-key',
    severity: MENDED.has(name) || (lenient && !APPLE_COMMON.has(name)) ? 'warning' : 'error',
    at,
    found: '',
    expected: { fr: `la clé ${name}`, en: `the key ${name}` },
    remedy: { fr: `ajoutez <key>${name}</key> et sa valeur`, en: `add <key>${name}</key> and its value` },
  });
}

function wrongCount(at: PlistArray, [least, most]: readonly [number, number], report: Report): void {
  const expected = least === most ? `${least}` : `${least}–${most}`;
  report.add({
    rule: 'apple/wrong-count',
    severity: 'error',
    at,
    found: `${at.items.length}`,
    expected: { fr: `${expected} élément(s)`, en: `${expected} item(s)` },
    remedy: { fr: 'corrigez le nombre d’éléments', en: 'correct the number of items' },
  });
}
