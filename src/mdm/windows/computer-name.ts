import { OperatorError } from '../../core/index.js';
import { resolveHostname } from '../../profile/index.js';
import type { MdmOrder, NotCarried } from '../order.js';

/** The name of a PC, or the template that the PC itself makes it of: `PC-%SERIAL%`. */
export interface ComputerName {
  name?: string;
  notCarried: NotCarried[];
}

/**
 * The name of Autopilot's section, that of the PC asked for, or the profile's pattern: {{serial}} is left to the
 * PC, the rest is filled in from what Établi knows of it. MS Learn, "Accounts CSP".
 */
export function computerName(order: MdmOrder): ComputerName {
  const { mdm, machine, profile } = order;
  if (mdm.windows.autopilot?.join === 'hybrid') return ofDomain(order);
  const chosen = mdm.windows.autopilot?.deviceName ?? machine.hostname;
  if (chosen !== undefined) return { name: chosen, notCarried: [] };
  const { pattern } = profile.hostname;
  if (pattern === undefined) return { notCarried: [] };
  const template = pattern.replace(/\{\{\s*serial\s*\}\}/g, '%SERIAL%');
  if (!template.includes('{{')) return { name: template, notCarried: [] };
  try {
    return { name: resolveHostname(pattern, machine), notCarried: [] };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { notCarried: [{ option: 'hostname.pattern', reason: error.text }] };
  }
}

/** Whoever joins a PC to Active Directory names it. */
function ofDomain({ profile }: MdmOrder): ComputerName {
  const isAsked = profile.hostname.pattern !== undefined;
  return { notCarried: isAsked ? [{ option: 'hostname.pattern', reason: HYBRID }] : [] };
}

const HYBRID = {
  fr: 'le nom d’une jonction hybride vient de son profil de domaine',
  en: 'the name of a hybrid join comes from its domain profile',
};
