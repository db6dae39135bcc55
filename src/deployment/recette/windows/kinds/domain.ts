import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { isSameName, parentOf } from '../../../../park/directory/index.js';
import { listText } from '../../judgement.js';
import { bad, good, goodIf, NOT_ASKED, unknown, windowsKind } from '../windows-kind.js';
import { isJoined, onlyInDomain } from './by-profile.js';

const value = z.object({
  domain: z.string().nullable(),
  secureChannel: z.boolean().nullable().optional(),
  resolved: z.boolean().nullable().optional(),
  distinguishedName: z.string().optional(),
  policies: z.array(z.string()).optional(),
  policyStatus: z.number().nullable().optional(),
  policyEndedAt: z.string().nullable().optional(),
});
const WORKGROUP = { fr: 'groupe de travail', en: 'workgroup' };

const member = windowsKind({
  kind: 'domain-member',
  title: { fr: 'Membre du domaine', en: 'Member of the domain' },
  requirement: {
    fr: 'Le poste est dans le domaine demandé',
    en: 'The PC is in the domain that was asked for',
  },
  hygiene: [16],
  severity: 'blocking',
  probe: 'computer',
  value: z.object({ domain: z.string().nullable(), workgroup: z.string() }),
  expected: ({ windows: { domain } }) =>
    isJoined(domain)
      ? domain?.join === undefined
        ? { fr: 'un domaine', en: 'a domain' }
        : same(domain.join)
      : WORKGROUP,
  judge: ({ value: { domain, workgroup }, asked: { windows } }) => {
    const measured =
      domain === null
        ? { fr: `${WORKGROUP.fr} ${workgroup}`, en: `${WORKGROUP.en} ${workgroup}` }
        : same(domain);
    if (!isJoined(windows.domain)) return goodIf(domain === null, measured);
    const wanted = windows.domain?.join;
    return goodIf(
      domain !== null && (wanted === undefined || wanted.toLowerCase() === domain.toLowerCase()),
      measured,
    );
  },
});

const unit = windowsKind({
  kind: 'organizational-unit',
  title: { fr: 'Unité d’organisation', en: 'Organizational unit' },
  requirement: {
    fr: 'Le compte du poste est à sa place dans l’annuaire, et reçoit les stratégies qui y valent',
    en: 'The account of the PC stands in its place of the directory and gets the policies of that place',
  },
  hygiene: [16],
  severity: 'reserve',
  probe: 'domain',
  value,
  expected: ({ organizationalUnit }) => same(organizationalUnit ?? '—'),
  notFor: (asked) => onlyInDomain(asked) ?? (asked.organizationalUnit === undefined ? NOT_ASKED : undefined),
  judge: ({ value: { domain, distinguishedName = '' }, asked: { organizationalUnit = '' } }) => {
    if (domain === null) return bad(WORKGROUP);
    // Group Policy writes it down when it is first applied.
    if (distinguishedName === '')
      return unknown({ fr: 'aucune stratégie appliquée encore', en: 'no policy applied yet' });
    const place = parentOf(distinguishedName);
    return goodIf(isSameName(place, organizationalUnit), same(place));
  },
});

const channel = windowsKind({
  kind: 'secure-channel',
  title: { fr: 'Canal sécurisé avec le domaine', en: 'Secure channel to the domain' },
  requirement: {
    fr: 'Le domaine reconnaît ce poste : un compte du domaine pourra ouvrir une session',
    en: 'The domain knows this PC: an account of the domain can log on',
  },
  hygiene: [13, 16],
  severity: 'blocking',
  probe: 'domain',
  value,
  expected: { fr: 'établi', en: 'established' },
  notFor: onlyInDomain,
  judge: ({ value: { domain, secureChannel = null } }) => {
    if (domain === null) return bad(WORKGROUP);
    if (secureChannel === null)
      return unknown({ fr: 'aucun contrôleur ne répond', en: 'no controller answers' });
    return goodIf(
      secureChannel,
      secureChannel ? { fr: 'établi', en: 'established' } : { fr: 'rompu', en: 'broken' },
    );
  },
});

const policies = windowsKind({
  kind: 'group-policy-applied',
  title: { fr: 'Stratégies de groupe appliquées', en: 'Group policies applied' },
  requirement: {
    fr: 'Les stratégies du domaine ont été appliquées',
    en: 'The policies of the domain were applied',
  },
  hygiene: [16],
  severity: 'reserve',
  probe: 'domain',
  value,
  expected: { fr: 'appliquées sans erreur', en: 'applied without an error' },
  notFor: onlyInDomain,
  judge: ({ value: { domain, policies: found = [], policyStatus = null, policyEndedAt = null } }) => {
    if (domain === null) return bad(WORKGROUP);
    const evidence = { policies: found, policyStatus, policyEndedAt };
    if (policyStatus === null || policyEndedAt === null)
      return unknown({ fr: 'aucune application encore', en: 'not applied yet' }, evidence);
    if (policyStatus !== 0)
      return bad({ fr: `erreur ${policyStatus}`, en: `error ${policyStatus}` }, evidence);
    return good(same(`${listText(found) || '—'} (${policyEndedAt})`), evidence);
  },
});

export const DOMAIN_KINDS = [member, unit, channel, policies];
