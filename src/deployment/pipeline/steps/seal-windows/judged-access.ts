import type { Bilingual } from '../../../../platform/core/index.js';
import { judgedResult, type CheckResult } from '../../../recette/index.js';
import { judged, NOT_TOLD, unmeasured } from '../../first-boot/report-check.js';
import type { WindowsSeal } from '../../first-boot/windows-report.schema.js';

type Access = NonNullable<WindowsSeal['access']>;

/** Every part of the access that Établi had, and where the PC looks for it (templates/first-boot/windows). */
export const ACCESS_PARTS: Record<keyof Access, { title: Bilingual; place: string }> = {
  listener: {
    title: { fr: 'écouteur WinRM', en: 'WinRM listener' },
    place: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WSMAN\\Listener',
  },
  firewallRule: {
    title: { fr: 'règle du pare-feu', en: 'firewall rule' },
    place: 'firewall rule Etabli-WinRM',
  },
  certificate: {
    title: { fr: 'certificat', en: 'certificate' },
    place: 'LocalMachine\\My: *.etabli.invalid',
  },
  privateKey: { title: { fr: 'clé privée', en: 'private key' }, place: 'machine key Etabli hand-over' },
  account: { title: { fr: 'compte', en: 'account' }, place: 'local account etabli-*' },
  profile: { title: { fr: 'profil du compte', en: 'profile of the account' }, place: 'C:\\Users\\etabli-*' },
  tokenFilter: {
    title: { fr: 'LocalAccountTokenFilterPolicy', en: 'LocalAccountTokenFilterPolicy' },
    place: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
  },
  settings: {
    title: { fr: 'réglages WinRM', en: 'WinRM settings' },
    place: 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service',
  },
  service: {
    title: { fr: 'démarrage du service WinRM', en: 'start of the WinRM service' },
    place: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinRM',
  },
};

const REMOVED: Bilingual = {
  fr: 'tout retiré, ou comme avant',
  en: 'everything removed, or as before',
};
const CHECK = {
  kind: 'access-removed',
  title: { fr: 'Accès d’Établi à Windows retiré', en: 'Établi’s access to Windows removed' },
  severity: 'blocking',
} as const;

/** What the PC says of the access that it had opened, part by part: what it could not measure is not removed. */
export function judgedAccess({ access }: WindowsSeal, at: Date): CheckResult {
  if (access == null) return judgedResult(CHECK, unmeasured(REMOVED, NOT_TOLD, { searched: SEARCHED }), at);
  const names = Object.keys(ACCESS_PARTS) as (keyof Access)[];
  const evidence = { parts: access, searched: SEARCHED };
  const left = names.filter((name) => access[name] === false);
  if (left.length > 0) return judgedResult(CHECK, judged(false, REMOVED, listed(left), evidence), at);
  const unknown = names.filter((name) => access[name] === null);
  if (unknown.length > 0) return judgedResult(CHECK, unmeasured(REMOVED, listed(unknown), evidence), at);
  return judgedResult(CHECK, judged(true, REMOVED, listed(names), evidence), at);
}

const SEARCHED = Object.values(ACCESS_PARTS).map(({ place }) => place);

/** What came of trying to come in again. */
export type Knock = 'open' | 'refused' | 'silent' | { unmeasured: Bilingual };

const KNOCKED: Record<Extract<Knock, string>, Bilingual> = {
  open: { fr: 'Windows laisse encore entrer Établi', en: 'Windows still lets Établi in' },
  refused: { fr: 'Windows refuse Établi', en: 'Windows refuses Établi' },
  silent: { fr: 'Windows ne répond plus à Établi', en: 'Windows does not answer Établi any more' },
};

/** Établi has tried to come in again after the last report. */
export function judgedRefusal(knock: Knock, at: Date): CheckResult {
  const expected = { fr: 'Windows refuse Établi', en: 'Windows refuses Établi' };
  return judgedResult(
    {
      kind: 'access-refused',
      title: { fr: 'Windows refuse Établi', en: 'Windows refuses Établi' },
      severity: 'blocking',
    },
    typeof knock === 'string'
      ? judged(knock !== 'open', expected, KNOCKED[knock])
      : unmeasured(expected, knock.unmeasured),
    at,
  );
}

function listed(names: (keyof Access)[]): Bilingual {
  const words = (language: 'fr' | 'en') => names.map((name) => ACCESS_PARTS[name].title[language]).join(', ');
  return { fr: words('fr'), en: words('en') };
}
