import { isSameName, type JoinedAccount, type PreparedUser } from '../../../park/directory/index.js';
import { type Bilingual, same } from '../../../platform/core/index.js';
import { type CheckResult, judgedResult } from '../../recette/index.js';
import { judged, type ReportCheck, unmeasured } from '../first-boot/report-check.js';

/** What Windows says of its domain; null: it could not tell. */
export interface Membership {
  computerName: string | null;
  partOfDomain: boolean | null;
  domain: string | null;
  secureChannel: boolean | null;
  /** Of the account, as the last group policy was applied to it. */
  distinguishedName: string | null;
}

/** What was asked of the join, and what both sides say of it. */
export interface JoinSeen {
  domain: string;
  organizationalUnit?: string;
  groups: readonly string[];
  /** Null: Windows could not be asked. */
  membership: Membership | null;
  /** Undefined when no directory is known. */
  account?: JoinedAccount;
  /** Of the person who gets the PC, where the profile asks for one. */
  user?: PreparedUser;
}

const NOT_ASKED: Bilingual = { fr: 'Windows n’a pas répondu', en: 'Windows has not answered' };
const NO_LOGON: Bilingual = { fr: 'aucune connexion', en: 'no logon' };

/** Whether a PC has joined, as Windows and as the directory say. What nobody could measure is unmeasured. */
export function judgedJoin(seen: JoinSeen, at: Date): CheckResult[] {
  const checks = [
    membership(seen),
    channel(seen),
    ...(seen.account === undefined
      ? []
      : [
          place(seen, seen.account),
          logon(seen.account),
          system(seen.account),
          ...groups(seen, seen.account),
        ]),
    ...(seen.user === undefined ? [] : [person(seen.user)]),
  ];
  return checks.map((check) => judgedResult(check, check.judgement, at));
}

function membership({ domain, membership: told }: JoinSeen): ReportCheck {
  const expected = same(domain);
  const isMember = told?.partOfDomain ?? null;
  const measured =
    isMember === false ? { fr: 'groupe de travail', en: 'workgroup' } : same(told?.domain ?? '');
  const isIt = isMember === true && told?.domain?.toLowerCase() === domain.toLowerCase();
  return {
    kind: 'domain-joined',
    title: { fr: 'Windows est du domaine', en: 'Windows is of the domain' },
    severity: 'blocking',
    judgement:
      isMember === null ? unmeasured(expected, NOT_ASKED) : judged(isIt, expected, measured, { ...told }),
  };
}

function channel({ membership: told }: JoinSeen): ReportCheck {
  const expected = { fr: 'établi', en: 'established' };
  const works = told?.secureChannel ?? null;
  const measured = works === true ? expected : { fr: 'rompu', en: 'broken' };
  return {
    kind: 'domain-channel',
    title: { fr: 'Canal sécurisé avec le domaine', en: 'Secure channel with the domain' },
    severity: 'blocking',
    judgement: works === null ? unmeasured(expected, NOT_ASKED) : judged(works, expected, measured),
  };
}

function place({ organizationalUnit }: JoinSeen, account: JoinedAccount): ReportCheck {
  const wanted = organizationalUnit ?? account.organizationalUnit ?? '';
  const { dn, organizationalUnit: unit, isDisabled } = account;
  const absent = { fr: 'aucun compte', en: 'no account' };
  const disabled = { fr: `désactivé : ${dn}`, en: `disabled: ${dn}` };
  const measured = dn === null ? absent : isDisabled === true ? disabled : same(dn);
  const isThere = unit !== null && isSameName(unit, wanted) && isDisabled === false;
  return {
    kind: 'domain-account',
    title: { fr: 'Compte dans l’annuaire', en: 'Account in the directory' },
    severity: 'blocking',
    judgement: judged(isThere, same(wanted), measured, { silent: account.silent }),
  };
}

function logon({ lastLogon, isAfterJoin, silent }: JoinedAccount): ReportCheck {
  const expected = { fr: 'après la jonction', en: 'after the join' };
  const measured = lastLogon === null ? NO_LOGON : same(lastLogon);
  // A server that does not answer may be the one that the PC has logged on to.
  const why = { fr: 'un contrôleur de domaine ne répond pas', en: 'a domain controller does not answer' };
  const isUnknown = isAfterJoin !== true && silent.length > 0;
  return {
    kind: 'domain-logon',
    title: { fr: 'Le PC s’est connecté au domaine', en: 'The PC has logged on to the domain' },
    severity: 'blocking',
    judgement: isUnknown
      ? unmeasured(expected, why, { silent })
      : judged(isAfterJoin === true, expected, measured, { silent }),
  };
}

/** Windows itself writes it there, over its secure channel. */
function system({ operatingSystem }: JoinedAccount): ReportCheck {
  const expected = same('Windows');
  const why = { fr: 'l’annuaire ne le dit pas encore', en: 'the directory does not say it yet' };
  return {
    kind: 'domain-system',
    title: { fr: 'Système que dit l’annuaire', en: 'System that the directory says' },
    severity: 'reserve',
    judgement:
      operatingSystem === null
        ? unmeasured(expected, why)
        : judged(operatingSystem.startsWith('Windows'), expected, same(operatingSystem)),
  };
}

function groups({ groups: wanted }: JoinSeen, { groups: found }: JoinedAccount): ReportCheck[] {
  if (wanted.length === 0) return [];
  const missing = wanted.filter((group) => !found.some((one) => isSameName(one, group)));
  const measured = missing.length === 0 ? same(wanted.join(' ; ')) : same(`∌ ${missing.join(' ; ')}`);
  const title = { fr: 'Groupes du compte du PC', en: 'Groups of the account of the PC' };
  const judgement = judged(missing.length === 0, same(wanted.join(' ; ')), measured);
  return [{ kind: 'domain-groups', title, severity: 'reserve', judgement }];
}

function person({ dn, account, isEnabled }: PreparedUser): ReportCheck {
  const expected = { fr: 'actif', en: 'enabled' };
  const measured = isEnabled ? same(account) : { fr: `désactivé : ${account}`, en: `disabled: ${account}` };
  return {
    kind: 'domain-user',
    title: { fr: 'Compte de l’utilisateur', en: 'Account of the user' },
    severity: 'reserve',
    judgement: judged(isEnabled, expected, measured, { dn }),
  };
}
