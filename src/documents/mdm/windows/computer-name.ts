import { OperatorError } from '../../../platform/core/index.js';
import { isDeviceNameTemplate, resolveHostname } from '../../profile/index.js';
import type { MdmOrder, NotCarried } from '../order.js';

/** The name of a PC, or the template from which the PC makes its name: `PC-%SERIAL%`. */
export interface ComputerName {
  name?: string;
  notCarried: NotCarried[];
}

/**
 * The name in the Autopilot section, or that of the requested PC, or the pattern of the profile: {{serial}} is replaced
 * on the PC, the other tokens from the data of the PC. MS Learn, "Accounts CSP".
 */
export function computerName(order: MdmOrder): ComputerName {
  const { mdm, machine, profile } = order;
  if (mdm.windows.autopilot?.join === 'hybrid') return ofDomain(order);
  const chosen = mdm.windows.autopilot?.deviceName ?? machine.hostname;
  if (chosen !== undefined) return { name: chosen, notCarried: [] };
  const { pattern } = profile.hostname;
  if (pattern === undefined) return { notCarried: [] };
  const template = pattern.replace(/\{\{\s*serial\s*\}\}/g, '%SERIAL%');
  if (!template.includes('{{')) return ofTemplate(template);
  try {
    return { name: resolveHostname(pattern, machine), notCarried: [] };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return { notCarried: [{ option: 'hostname.pattern', reason: error.text }] };
  }
}

function ofTemplate(template: string): ComputerName {
  if (isDeviceNameTemplate(template)) return { name: template, notCarried: [] };
  return { notCarried: [{ option: 'hostname.pattern', reason: NO_NAME }] };
}

/** If a PC is joined to Active Directory, the join sets its name. */
function ofDomain({ profile }: MdmOrder): ComputerName {
  const isAsked = profile.hostname.pattern !== undefined;
  return { notCarried: isAsked ? [{ option: 'hostname.pattern', reason: HYBRID }] : [] };
}

const HYBRID = {
  fr: 'le nom d’une jonction hybride vient de son profil de domaine',
  en: 'the name of a hybrid join comes from its domain profile',
};
const NO_NAME = {
  fr: 'Windows prend 15 caractères au plus, un tiret ni au début ni à la fin, et au moins une lettre',
  en: 'Windows takes at most 15 characters, no hyphen at either end, and at least one letter',
};
