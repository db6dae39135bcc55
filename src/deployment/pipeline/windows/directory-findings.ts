import type { ProfileDocument } from '../../../documents/profile/index.js';
import { computerFault, type Directories, nameOfDomain, unitFault } from '../../../park/directory/index.js';
import type { Finding } from '../../../platform/core/index.js';
import type { DeployPlan } from '../plan.js';
import { domainOf, organizationalUnitOf } from './domain.js';

/** Why the directory of a profile could not be used; the directory itself is not asked. */
export async function directoryFindings(
  document: ProfileDocument,
  directories: Pick<Directories, 'find' | 'list'>,
): Promise<Finding[]> {
  const domain = document.windows?.domain;
  if (domain?.directory === undefined) return [];
  const known = await directories.find(domain.directory);
  if (known === null) return [unknown(domain.directory, await directories.list())];
  const base = nameOfDomain(known.document.domain);
  return [
    ...unitsOf(document).flatMap(([field, unit]) => placed(field, unitFault(unit, base))),
    ...(domain.join === undefined || domain.join.toLowerCase() === known.document.domain.toLowerCase()
      ? []
      : [otherDomain(domain.join, known.document.domain)]),
    ...(domain.offlineJoin === true && document.windows?.name?.random === true ? [withoutName()] : []),
    ...placed('windows.name.fixed', fixedName(document)),
  ];
}

function unitsOf({ windows }: ProfileDocument): [field: string, unit: string][] {
  const { organizationalUnit, user } = windows?.domain ?? {};
  const create = user?.create?.organizationalUnit;
  return [
    ...(organizationalUnit === undefined
      ? []
      : [['windows.domain.organizationalUnit', organizationalUnit] as [string, string]]),
    ...(create === undefined
      ? []
      : [['windows.domain.user.create.organizationalUnit', create] as [string, string]]),
  ];
}

function fixedName({ windows }: ProfileDocument): Finding | undefined {
  const fixed = windows?.name?.fixed;
  return fixed === undefined ? undefined : computerFault(fixed);
}

/** Why the directory cannot have this PC of a lot. @param base `DC=corp,DC=example`, of the directory of its profile */
export function rowFindings(plan: DeployPlan, rowNumber: number, base: string): Finding[] {
  const domain = domainOf(plan);
  const at = (column: string) => ({ fr: `ligne ${rowNumber}, ${column}`, en: `row ${rowNumber}, ${column}` });
  const unit = plan.row.organizationalUnit === undefined ? undefined : organizationalUnitOf(plan);
  const { hostname, user } = plan.row;
  return [
    ...placed(at('organizationalUnit'), unit === undefined ? undefined : unitFault(unit, base)),
    ...placed(at('hostname'), hostname === undefined ? undefined : computerFault(hostname)),
    ...(domain?.user !== undefined && user === undefined
      ? [{ field: at('user'), found: undefined, expected: PERSON }]
      : []),
  ];
}

const PERSON = {
  fr: 'le compte de la personne, que windows.domain.user demande',
  en: 'the account of the person, which windows.domain.user asks for',
};

function placed(field: Finding['field'], fault: Finding | undefined): Finding[] {
  return fault === undefined ? [] : [{ ...fault, field }];
}

function unknown(found: string, known: { name: string }[]): Finding {
  const names = known.map(({ name }) => name).join(', ');
  return {
    field: 'windows.domain.directory',
    found,
    expected: {
      fr:
        names === ''
          ? 'un annuaire d’Établi, qui n’en connaît aucun : etabli directory add'
          : `un de : ${names}`,
      en: names === '' ? 'a directory of Établi, which knows none: etabli directory add' : `one of: ${names}`,
    },
  };
}

function otherDomain(found: string, domain: string): Finding {
  const expected = { fr: `${domain}, celui de l’annuaire`, en: `${domain}, that of the directory` };
  return { field: 'windows.domain.join', found, expected };
}

function withoutName(): Finding {
  return {
    field: 'windows.name.random',
    found: true,
    expected: {
      fr: 'un nom connu d’avance, que l’annuaire reçoit avant le PC : fixed, pattern, ou celui du lot',
      en: 'a name that is known before, which the directory gets before the PC: fixed, pattern, or that of the lot',
    },
  };
}
