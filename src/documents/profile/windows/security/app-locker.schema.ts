import { z } from 'zod';
import type { Bilingual } from '../../../../platform/core/index.js';
import { readXml, XmlError } from '../../../../platform/xml/index.js';
import { expecting } from '../../expected.js';
import { option } from '../option.js';

const MOST = 1_000_000;

/** A policy as exported by Export-AppLockerPolicy or by Local Security Policy. */
const policy = z
  .string()
  .min(1)
  .max(MOST)
  .superRefine((text, context) => {
    const fault = policyFault(text);
    if (fault)
      context.addIssue({
        code: 'custom',
        message: expecting(fault.fr, fault.en),
        input: text,
      });
  });

/** Returns why a text is not a valid AppLocker policy, or undefined. */
function policyFault(text: string): Bilingual | undefined {
  try {
    const { root } = readXml(Buffer.from(withoutDeclaration(text), 'utf8'));
    if (root.name === 'AppLockerPolicy') return undefined;
    return {
      fr: `la racine AppLockerPolicy, et non ${root.name}`,
      en: `the root AppLockerPolicy, not ${root.name}`,
    };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const { line, column } = error.position;
    return {
      fr: `du XML bien formé (ligne ${line}, colonne ${column} : ${error.text.fr})`,
      en: `well-formed XML (line ${line}, column ${column}: ${error.text.en})`,
    };
  }
}

/** Removes the XML declaration: an export declares UTF-16, but the text is no longer in UTF-16. */
function withoutDeclaration(text: string): string {
  return text.replace(/^\ufeff?\s*<\?xml[^>]*\?>\s*/, '');
}

/** Application control: which programs may run. */
export const appLocker = z.strictObject({
  policy: option(
    policy.transform(withoutDeclaration),
    'The policy, AppLockerPolicy XML as Windows exports it. It replaces the local one, and its service starts with Windows',
    'script firstLogon Set-AppLockerPolicy',
    'script system HKLM\\SYSTEM\\CurrentControlSet\\Services\\AppIDSvc Start',
  ),
});
