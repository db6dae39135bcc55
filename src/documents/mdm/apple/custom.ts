import { type AppleValue, isSpecial } from '../../profile/index.js';
import { type AppleContext, type ApplePart, joined, notHere, SYSTEM } from './apple-context.js';
import { applePayload } from '../tables/apple-payloads.js';
import { type PropertyListValue, Real } from './property-list.js';

/** Custom payloads, identified by their type and their index among those of the same type. */
export function customParts(context: AppleContext): ApplePart {
  const { system, mdm } = context;
  const { custom } = mdm.apple;
  return joined(
    custom.map(({ type, name, content }, index) => {
      const before = custom.slice(0, index).filter((one) => one.type === type).length;
      const option = `mdm.apple.custom[${index}].content`;
      const known = applePayload(type);
      if (known !== undefined && (known.systems[SYSTEM[system]] ?? null) === null)
        return { payloads: [], notCarried: [notHere(system, `mdm.apple.custom[${index}]`)] };
      const isHere = (key: string) => known?.keys.get(key)?.systems[SYSTEM[system]] !== null;
      const values = Object.entries(content)
        .filter(([key]) => isHere(key))
        .map(([key, value]) => [key, valueOf(value, `${option}.${key}`, context)]);
      const refused = Object.keys(content).filter((key) => !isHere(key));
      // Keep an empty payload too: the profile asks for it.
      const payload = {
        type,
        kind: 'custom',
        name: before === 0 ? type : `${type} ${before + 1}`,
        title: name ?? type,
        content: {},
        byHand: Object.fromEntries(values) as Record<string, PropertyListValue>,
      };
      return { payloads: [payload], notCarried: refused.map((key) => notHere(system, `${option}.${key}`)) };
    }),
  );
}

function valueOf(value: AppleValue, option: string, context: AppleContext): PropertyListValue {
  if (Array.isArray(value)) return value.map((item, index) => valueOf(item, `${option}[${index}]`, context));
  if (typeof value !== 'object') return value;
  if (isSpecial('vault', value)) return context.secretText(option, value);
  if (isSpecial('data', value)) return Buffer.from(value.data, 'base64');
  if (isSpecial('date', value)) return new Date(value.date);
  if (isSpecial('real', value)) return new Real(value.real);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, valueOf(item, `${option}.${key}`, context)]),
  );
}
