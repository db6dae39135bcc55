import { ConflictError, type EtabliError } from '../../../platform/core/index.js';
import type { Existing } from '../directory.schema.js';
import { isSameName, parentOf } from '../ldap/names.js';
import { type ComputerAccount, lastSeen } from './computer-account.js';

/** What is done to the directory for one PC. */
export type JoinAction = 'create' | 'reuse' | 'move';

/** What was asked of an account that exists. */
export interface Wanted {
  computer: string;
  organizationalUnit: string;
  existing: Existing;
  /** Take an account too that is disabled, or that a PC still uses. */
  inUse: boolean;
  /** This very PC had the account by an earlier deployment: that it was used lately says nothing. */
  isItsOwn: boolean;
}

/** An account with a logon since then is in use: the domain tells the time up to 14 days late. */
const IN_USE_DAYS = 30;

/**
 * What is to be done for a PC, when this is what the directory has under its name. Taking an account changes its
 * password, which throws the PC that has it out of the domain: so it is never done without being asked. Throws ConflictError.
 */
export function decidedAction(found: ComputerAccount | undefined, wanted: Wanted, now: Date): JoinAction {
  if (found === undefined) return 'create';
  const refused = refusal(found, wanted, now);
  if (refused !== undefined) throw refused;
  const isThere = isSameName(parentOf(found.dn), wanted.organizationalUnit);
  if (isThere) return 'reuse';
  if (wanted.existing === 'move') return 'move';
  throw elsewhere(found, wanted);
}

function refusal(found: ComputerAccount, wanted: Wanted, now: Date): EtabliError | undefined {
  if (found.isDomainController) return domainController(found);
  if (wanted.existing === 'refuse') return existing(found, wanted);
  if (wanted.inUse) return undefined;
  if (found.isDisabled) return disabled(found, wanted);
  const seen = lastSeen(found);
  const since = now.getTime() - IN_USE_DAYS * 86_400_000;
  return seen !== null && seen.getTime() > since && !wanted.isItsOwn ? inUse(found, wanted, seen) : undefined;
}

function domainController({ dn }: ComputerAccount): ConflictError {
  return new ConflictError(
    {
      fr: `${dn} est un contrôleur de domaine : son compte n’est jamais repris`,
      en: `${dn} is a domain controller: its account is never taken`,
    },
    { remedy: { fr: 'Donnez un autre nom au PC.', en: 'Give the PC another name.' } },
  );
}

function existing({ dn }: ComputerAccount, { computer }: Wanted): ConflictError {
  return new ConflictError(
    {
      fr: `l’annuaire a déjà un compte ${computer} : ${dn}`,
      en: `the directory has an account ${computer} already: ${dn}`,
    },
    {
      remedy: {
        fr: 'Donnez un autre nom au PC, supprimez ce compte, ou permettez de le reprendre : windows.domain.existing: reuse, ou move.',
        en: 'Give the PC another name, delete that account, or allow it to be taken: windows.domain.existing: reuse, or move.',
      },
    },
  );
}

function disabled({ dn }: ComputerAccount, { computer }: Wanted): ConflictError {
  return new ConflictError(
    {
      fr: `le compte ${computer} est désactivé, et quelqu’un l’a voulu ainsi : ${dn}`,
      en: `the account ${computer} is disabled, as somebody wanted it: ${dn}`,
    },
    { remedy: ALLOW },
  );
}

function inUse({ dn }: ComputerAccount, { computer }: Wanted, seen: Date): ConflictError {
  const at = seen.toISOString();
  return new ConflictError(
    {
      fr: `le compte ${computer} sert encore (dernière connexion ${at}) : le reprendre mettrait ce PC hors du domaine : ${dn}`,
      en: `the account ${computer} is still used (last logon ${at}): taking it would put that PC out of the domain: ${dn}`,
    },
    { remedy: ALLOW },
  );
}

const ALLOW = {
  fr: 'Si c’est bien ce PC : windows.domain.existingInUse: allow. Sinon, donnez-lui un autre nom.',
  en: 'If it is this very PC: windows.domain.existingInUse: allow. Otherwise give it another name.',
};

function elsewhere({ dn }: ComputerAccount, { organizationalUnit }: Wanted): ConflictError {
  return new ConflictError(
    {
      fr: `le compte est dans une autre unité d’organisation : ${dn}, et non ${organizationalUnit}`,
      en: `the account is in another organizational unit: ${dn}, not ${organizationalUnit}`,
    },
    {
      remedy: {
        fr: 'Permettez de le déplacer (windows.domain.existing: move), ou demandez l’unité où il est.',
        en: 'Allow it to be moved (windows.domain.existing: move), or ask for the unit where it is.',
      },
    },
  );
}
