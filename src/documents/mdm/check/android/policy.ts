import type { DocumentFinding } from '../../../../platform/core/index.js';
import { objectIn, tell } from '../json-document.js';
import type { JsonMember, JsonValue } from '../json-tree.js';
import { isPlaceholder } from '../placeholder.js';
import { Report } from '../report.js';
import { meantName } from '../slip.js';
import { POLICY_FIELDS, type PolicyType } from './policy-fields.js';

/** Checks a policy of the Android Management API: its form and its top-level fields. */
export function checkAndroidPolicy(text: string): DocumentFinding[] {
  const report = new Report('android');
  const object = objectIn(text, 'android', report);
  for (const [name, member] of object?.members ?? []) checkField(name, member, report);
  return report.findings;
}

function checkField(name: string, { name: at, value }: JsonMember, report: Report): void {
  const type = POLICY_FIELDS.get(name);
  if (type !== undefined) {
    if (isOf(value, type)) return;
    return tell(report, 'android/wrong-type', 'error', value, value.kind, { fr: FRENCH[type], en: type });
  }
  const meant = report.isFull ? undefined : meantName(name, POLICY_FIELDS.keys());
  const expected =
    meant === undefined
      ? { fr: 'un champ publié de enterprises.policies', en: 'a published field of enterprises.policies' }
      : { fr: meant, en: meant };
  tell(
    report,
    meant === undefined ? 'android/unknown-field' : 'android/misspelt-field',
    meant === undefined ? 'note' : 'warning',
    at,
    name,
    expected,
    {
      fr: 'l’API refuse un champ qu’elle ne connaît pas',
      en: 'the API refuses a field that it does not know',
    },
  );
}

const FRENCH: Record<PolicyType, string> = {
  boolean: 'true ou false, sans guillemets',
  string: 'un texte',
  number: 'un nombre',
  object: 'un objet : {…}',
  array: 'une liste : […]',
};

/** Protocol buffers also accept numbers as strings: protobuf.dev, "ProtoJSON format". */
function isOf(value: JsonValue, type: PolicyType): boolean {
  if (value.kind === 'null' || value.kind === type) return true;
  if (value.kind === 'string' && isPlaceholder(value.value)) return true;
  if (type === 'number') return value.kind === 'string' && /^-?\d+$/.test(value.value);
  return type === 'string' && value.kind === 'number';
}
