import {
  ConflictError,
  fieldIn,
  type Finding,
  InputError,
  PermanentError,
} from '../../../platform/core/index.js';
import { isWithin, partsOf } from '../ldap/names.js';

/** RFC 1123 and [MS-ADTS] §3.1.1.3: what is a NetBIOS name and a DNS name, and not a number. */
const COMPUTER = /^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,13}[A-Za-z0-9])?$/;

/** What is wrong with the name of a PC, for a domain. */
export function computerFault(computer: string): Finding | undefined {
  if (COMPUTER.test(computer)) return undefined;
  return {
    field: 'hostname',
    found: computer,
    expected: {
      fr: '15 lettres sans accent, chiffres et « - » au plus, et une lettre au moins',
      en: 'at most 15 unaccented letters, digits and "-", at least one letter',
    },
  };
}

/** What is wrong with an organizational unit, for this domain. */
export function unitFault(organizationalUnit: string, base: string): Finding | undefined {
  const isName = partsOf(organizationalUnit) !== undefined;
  if (isName && isWithin(organizationalUnit, base)) return undefined;
  return {
    field: 'organizationalUnit',
    found: organizationalUnit,
    expected: { fr: `un nom complet, sous ${base}`, en: `a whole name, below ${base}` },
  };
}

export function mustBeComputerName(computer: string): void {
  refuse(computerFault(computer));
}

export function mustBeWithin(organizationalUnit: string, base: string): void {
  refuse(unitFault(organizationalUnit, base));
}

function refuse(fault: Finding | undefined): void {
  if (fault === undefined) return;
  const { found, expected } = fault;
  throw new InputError(
    {
      fr: `${fieldIn(fault, 'fr')} : « ${String(found)} » ; attendu : ${expected.fr}`,
      en: `${fieldIn(fault, 'en')}: "${String(found)}"; expected: ${expected.en}`,
    },
    [fault],
  );
}

export function heldByAnother(computer: string): ConflictError {
  return new ConflictError(
    {
      fr: `un autre déploiement prépare déjà le compte ${computer}`,
      en: `another deployment prepares the account ${computer} already`,
    },
    {
      remedy: { fr: 'Donnez un autre nom à l’un des deux PC.', en: 'Give one of the two PCs another name.' },
    },
  );
}

export function calledOff(): ConflictError {
  return new ConflictError(
    {
      fr: 'la jonction de ce PC a expiré, ou a été annulée pendant sa préparation',
      en: 'the join of this PC has expired, or was called off while it was prepared',
    },
    { remedy: { fr: 'Reprenez le déploiement du début.', en: 'Retry the deployment from the start.' } },
  );
}

export function wrongPassword(computer: string): PermanentError {
  return new PermanentError({
    fr: `l’annuaire n’accepte pas le mot de passe qu’il vient de recevoir pour ${computer}`,
    en: `the directory does not accept the password that it was just given for ${computer}`,
  });
}
