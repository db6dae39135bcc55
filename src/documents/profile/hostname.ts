import { type Bilingual, OperatorError } from '../../platform/core/index.js';

/** The tokens of a name pattern. */
export interface HostnameFacts {
  serial?: string | null;
  assetTag?: string | null;
  macs?: readonly string[];
}

const TOKEN = /\{\{\s*([A-Za-z]+)(?:\s+(\d+))?\s*\}\}/g;
const TOKENS = ['serial', 'serialTail', 'assetTag', 'mac', 'macTail'] as const;
type Token = (typeof TOKENS)[number];

/**
 * Returns why a text is not a valid PC name, or undefined if it is: 1 to 15 letters, digits and hyphens, no hyphen at
 * either end, not only digits. The limit of 15 is from NetBIOS, the rest from RFC 1123 §2.1.
 */
export function hostnameFault(name: string): Bilingual | undefined {
  if (name.length === 0) return { fr: 'un nom', en: 'a name' };
  if (name.length > 15)
    return { fr: '15 caractères au plus (NetBIOS)', en: 'at most 15 characters (NetBIOS)' };
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    return {
      fr: 'des lettres sans accent, des chiffres et des tirets',
      en: 'letters without accents, digits and hyphens',
    };
  }
  if (/^-|-$/.test(name)) return { fr: 'ni tiret au début ni à la fin', en: 'no hyphen at either end' };
  if (/^\d+$/.test(name)) return { fr: 'au moins une lettre', en: 'at least one letter' };
  return undefined;
}

/**
 * Returns why a text is not a valid name pattern, or undefined. A pattern has literal characters, and tokens in double
 * braces.
 */
export function hostnamePatternFault(pattern: string): Bilingual | undefined {
  for (const [whole, token = '', count] of pattern.matchAll(TOKEN)) {
    if (!TOKENS.includes(token as Token)) {
      return {
        fr: `${whole} n’existe pas ; connus : ${TOKENS.join(', ')}`,
        en: `no ${whole}; known: ${TOKENS.join(', ')}`,
      };
    }
    const tail = token.endsWith('Tail');
    if (tail !== (count !== undefined) || (tail && (Number(count) < 1 || Number(count) > 15))) {
      return tail
        ? { fr: `un nombre de 1 à 15 : {{${token} 6}}`, en: `a number from 1 to 15: {{${token} 6}}` }
        : { fr: `{{${token}}} sans nombre`, en: `{{${token}}} without a number` };
    }
  }
  const literal = pattern.replace(TOKEN, '');
  if (!/^[A-Za-z0-9-]*$/.test(literal)) {
    return {
      fr: 'des lettres sans accent, des chiffres, des tirets et des {{…}}',
      en: 'letters without accents, digits, hyphens and {{…}}',
    };
  }
  return literal.length > 15 ? { fr: '15 caractères au plus', en: 'at most 15 characters' } : undefined;
}

const plain = (text: string | null | undefined) => (text ?? '').replace(/[^A-Za-z0-9-]/g, '');

function valueOf(token: Token, count: number, facts: HostnameFacts): string {
  const serial = plain(facts.serial);
  const mac = (facts.macs?.[0] ?? '').replace(/[^0-9a-f]/gi, '');
  const values: Record<Token, string> = {
    serial,
    serialTail: serial.slice(-count),
    assetTag: plain(facts.assetTag),
    mac,
    macTail: mac.slice(-count),
  };
  return values[token];
}

/**
 * The name of a PC from the pattern of the profile, or undefined if the profile has none. Rejects with OperatorError if
 * the PC lacks a value of the pattern, or if the name is not valid.
 */
export function resolveHostname(pattern: string | undefined, facts: HostnameFacts): string | undefined {
  if (pattern === undefined) return undefined;
  const missing: string[] = [];
  const name = pattern.replace(TOKEN, (_whole, token: Token, count?: string) => {
    const value = valueOf(token, Number(count ?? 15), facts);
    if (value === '') missing.push(token);
    return value;
  });
  const fault = missing.length > 0 ? lacks(missing) : hostnameFault(name);
  if (fault === undefined) return name;
  throw new OperatorError(
    {
      fr: `le modèle de nom « ${pattern} » donne « ${name} » : attendu ${fault.fr}`,
      en: `the name pattern "${pattern}" gives "${name}": expected ${fault.en}`,
    },
    {
      remedy: {
        fr: 'Donnez un nom à ce PC dans le lot, ou changez le modèle de nom du profil.',
        en: 'Give this PC a name in the lot, or change the profile’s name pattern.',
      },
      data: { pattern, name },
    },
  );
}

function lacks(missing: string[]): Bilingual {
  return {
    fr: `que le PC ait : ${missing.join(', ')}`,
    en: `the PC to have: ${missing.join(', ')}`,
  };
}
