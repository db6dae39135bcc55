import { z } from 'zod';
import { expecting } from '../expected.js';
import { secret } from '../names.js';
import { option } from './option.js';

/** A setting of `raw` after parsing: a text, a secret, or nested settings. */
export interface RawSetting {
  name: string;
  value?: string | { vault: string };
  settings?: RawSetting[];
  action?: 'add' | 'modify' | 'remove';
  attributes?: Record<string, string>;
}

interface WrittenSetting extends Omit<RawSetting, 'value' | 'settings'> {
  value?: string | boolean | { vault: string };
  settings?: WrittenSetting[];
}

/** Namespaces in XML 1.0 §3, NCName: a name without a colon. The first character, and the others. */
const NAME_START =
  'A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME_REST = '\\u0300-\\u036f0-9.\\u00b7\\u203f-\\u2040-';
const NC_NAME = `[${NAME_START}][${NAME_REST}${NAME_START}]*`;
/** XML 1.0 §2.2, Char. */
const XML_CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

const elementName = z.string().regex(new RegExp(`^${NC_NAME}$`, 'u'), {
  error: expecting(
    'un nom d’élément XML sans préfixe : TimeZone',
    'the name of an XML element without a prefix: TimeZone',
  ),
});
const attributeName = z.string().regex(new RegExp(`^(?:wcm|xsi):${NC_NAME}$`, 'u'), {
  error: expecting(
    'un attribut de wcm ou de xsi : wcm:keyValue',
    'an attribute of wcm or of xsi: wcm:keyValue',
  ),
});
const xmlText = z.string().regex(XML_CHARACTERS, {
  error: expecting(
    'un texte dont XML admet chaque caractère (ni NUL, ni ESC…)',
    'a text of characters that XML allows (no NUL, no ESC…)',
  ),
});

const PASSES = [
  'windowsPE',
  'offlineServicing',
  'generalize',
  'specialize',
  'auditSystem',
  'auditUser',
  'oobeSystem',
] as const;
const ANYWHERE = PASSES.map((pass) => `${pass} any component`);

const value = z.union([xmlText, z.boolean().transform(String), secret], {
  error: expecting(
    'un texte que XML admet (un nombre entre guillemets), true, false, ou {vault: référence}',
    'a text that XML allows (a number in quotes), true, false, or {vault: reference}',
  ),
});

const setting: z.ZodType<RawSetting, WrittenSetting> = z
  .strictObject({
    name: option(elementName, 'Name of the element: TimeZone', ...ANYWHERE),
    value: option(
      value,
      'Its text as it stands in the file; a secret by its reference',
      ...ANYWHERE,
    ).optional(),
    get settings() {
      return option(z.array(setting), 'What stands inside it, instead of a value', ...ANYWHERE).optional();
    },
    action: option(
      z.enum(['add', 'modify', 'remove']),
      'wcm:action, for an item of a list',
      ...ANYWHERE,
    ).optional(),
    attributes: option(
      z.record(attributeName, xmlText),
      'Further attributes: `wcm:keyValue: "1"`',
      ...ANYWHERE,
    ).optional(),
  })
  .superRefine(({ value, settings, action, attributes = {} }, context) => {
    if ((value === undefined) === (settings === undefined)) {
      context.addIssue({
        code: 'custom',
        path: settings === undefined ? ['value'] : ['settings'],
        message: expecting('soit value, soit settings', 'either value or settings'),
      });
    }
    if (action !== undefined && 'wcm:action' in attributes) {
      context.addIssue({
        code: 'custom',
        path: ['attributes', 'wcm:action'],
        message: expecting('rien ici, puisque action le dit', 'nothing here, since action says it'),
      });
    }
  })
  .superRefine((each, context) => {
    for (const path of plainSecrets(each)) {
      context.addIssue({
        code: 'custom',
        path,
        message: expecting(
          'un secret par sa référence dans le coffre : {vault: comptes/admin}',
          'a secret by its reference in the vault: {vault: accounts/admin}',
        ),
      });
    }
  })
  .meta({ id: 'WindowsRawSetting' });

const SECRET_NAME = /(?:Password|Passphrase|PresharedKey|SharedSecret|AccountData|keyMaterial)$/i;

/** Finds settings, or their `Value`, that hold as text a secret that must be in the vault. */
function plainSecrets({ name, value, settings = [] }: RawSetting): PropertyKey[][] {
  const isOwn = SECRET_NAME.test(name) && isPlain(value) && !/^(?:true|false|0|1)$/i.test(value.trim());
  const inside = settings.flatMap((child, index) =>
    /Password$/i.test(name) && child.name === 'Value' && isPlain(child.value)
      ? [['settings', index, 'value']]
      : [],
  );
  return [...(isOwn ? [['value']] : []), ...inside];
}

function isPlain(value: RawSetting['value']): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

const component = z.strictObject({
  pass: option(z.enum(PASSES), 'Configuration pass', ...ANYWHERE),
  component: option(xmlText.min(1), 'Name of the component: Microsoft-Windows-Shell-Setup', ...ANYWHERE),
  settings: option(z.array(setting), 'Its settings', ...ANYWHERE),
});

/** The maximum depth, that of the XML reader. */
const DEEPEST = 100;

/** Checked first, since hostile input may be nested deeper than the stack. */
function notTooDeep(given: unknown, context: z.RefinementCtx): unknown {
  let level: unknown[] = [given];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST * 2) {
      context.addIssue({
        code: 'custom',
        message: expecting(
          `des réglages imbriqués sur ${DEEPEST} niveaux au plus`,
          `settings nested at most ${DEEPEST} deep`,
        ),
      });
      return z.NEVER;
    }
    level = level.flatMap((each) =>
      each !== null && typeof each === 'object' ? (Object.values(each) as unknown[]) : [],
    );
  }
  return given;
}

export const raw = option(
  z.preprocess(notTooDeep, z.array(component)),
  'Any component and setting by hand; what is said here wins over every other option',
  ...ANYWHERE,
);
