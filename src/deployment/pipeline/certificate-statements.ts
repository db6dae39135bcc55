import type { CertificateRecordInput } from '../certificate/index.js';
import { type Bilingual, decimalSize, type Language } from '../../platform/core/index.js';
import type { Facts } from './facts.js';
import type { DeployPlan } from './plan.js';
import type { StepRow } from './step.entity.js';

type Statements = NonNullable<CertificateRecordInput['statements']>;
type Statement = Statements[number];

const NOT_MEASURED: Bilingual = { fr: 'non mesuré', en: 'not measured' };

/**
 * The main part of the certificate: for each thing that was asked, what was applied and what was measured, or that
 * it was not measured.
 */
export function statementsOf(plan: DeployPlan, facts: Facts, steps: StepRow[]): Statements {
  const measured = (kind: string): Statement['measured'] =>
    facts.checks?.find((check) => check.kind === kind)?.measured ?? NOT_MEASURED;
  const evidence = (name: string): Record<string, unknown> =>
    steps.find((step) => step.name === name)?.evidence ?? {};
  return [
    masterStatement(plan, evidence('verify-master')),
    ...systemStatements(plan, facts, measured),
    ...personalStatements(plan, measured),
    {
      subject: { fr: 'Traces d’Établi', en: 'Traces of Établi' },
      asked: { fr: 'aucune', en: 'none' },
      applied: { fr: 'PC scellé, clé d’accès retirée', en: 'PC sealed, access key removed' },
      measured: measured('no-leftover'),
    },
  ];
}

function masterStatement({ master, profile }: DeployPlan, read: Record<string, unknown>): Statement {
  const { bytes, differences } = read;
  const isSampled = profile.document.disk.verify === 'sampled';
  const how = isSampled ? { fr: 'par sondage', en: 'sampled' } : { fr: 'en entier', en: 'in full' };
  const isRead = typeof bytes === 'number' && differences === 0;
  return {
    subject: { fr: 'Master', en: 'Master' },
    asked: `${master.name} ${master.version}`,
    applied: `SHA-256 ${master.payload.sha256}`,
    measured: isRead
      ? {
          fr: `relu ${how.fr} sur le disque : ${bytes} octets, aucune différence`,
          en: `read back ${how.en} from the disk: ${bytes} bytes, no difference`,
        }
      : NOT_MEASURED,
  };
}

function systemStatements(
  plan: DeployPlan,
  facts: Facts,
  measured: (kind: string) => Statement['measured'],
): Statements {
  const { document } = plan.profile;
  const { disk } = facts;
  return [
    {
      subject: { fr: 'Disque', en: 'Disk' },
      asked: ruleText(document.disk.rule),
      applied:
        disk === undefined ? '—' : [disk.path, disk.model, disk.serial ?? disk.wwn].filter(Boolean).join(' '),
      measured: measured('disk-layout'),
    },
    {
      subject: { fr: 'Nom du PC', en: 'PC name' },
      asked: plan.row.hostname ?? document.hostname.pattern ?? '—',
      applied: facts.hostname ?? '—',
      measured: measured('hostname'),
    },
    {
      subject: { fr: 'Secure Boot', en: 'Secure Boot' },
      asked:
        document.security.secureBoot === 'required'
          ? { fr: 'exigé', en: 'required' }
          : { fr: 'facultatif', en: 'optional' },
      applied: facts.firmware === 'uefi' ? 'shim + GRUB' : 'BIOS',
      measured: measured('secure-boot'),
    },
    {
      subject: { fr: 'Langue, clavier, fuseau', en: 'Language, keyboard, time zone' },
      asked: `${document.locale.language}, ${document.locale.keyboard.layout}, ${document.locale.timeZone}`,
      applied: { fr: 'tel que demandé', en: 'as asked' },
      measured: measured('locale'),
    },
  ];
}

/** Only what the profile asks for. */
function personalStatements(
  { profile }: DeployPlan,
  measured: (kind: string) => Statement['measured'],
): Statements {
  const { users, software, personalise } = profile.document;
  const { printers, shares, firewall } = personalise;
  const asked: [Bilingual, string[], string][] = [
    [{ fr: 'Utilisateurs', en: 'Users' }, users.map(({ name }) => name), 'users'],
    [
      { fr: 'Logiciels', en: 'Software' },
      software.map((item) => (item.kind === 'apt' ? item.packages.join(' ') : item.name)),
      'packages-present',
    ],
    [{ fr: 'Imprimantes', en: 'Printers' }, printers.map(({ name }) => name), 'printer-present'],
    [{ fr: 'Partages', en: 'Shares' }, shares.map(({ mountPoint }) => mountPoint), 'share-readable'],
    [
      { fr: 'Pare-feu', en: 'Firewall' },
      firewall?.enabled
        ? ['nftables', ...firewall.allow.map(({ port, protocol }) => `${port}/${protocol}`)]
        : [],
      'firewall-on',
    ],
  ];
  return asked
    .filter(([, names]) => names.length > 0)
    .map(([subject, names, kind]) => ({
      subject,
      asked: names.join(', '),
      applied: { fr: 'tel que demandé', en: 'as asked' },
      measured: measured(kind),
    }));
}

/** The disk rule in words, sizes as disks are sold. */
function ruleText({
  bus,
  minimumBytes,
  maximumBytes,
  model,
}: DeployPlan['profile']['document']['disk']['rule']): Bilingual {
  const inLanguage = (language: Language, only: string): string => {
    const parts = [
      bus?.join(', '),
      minimumBytes === undefined ? undefined : `≥ ${decimalSize(minimumBytes)[language]}`,
      maximumBytes === undefined ? undefined : `≤ ${decimalSize(maximumBytes)[language]}`,
      model,
    ];
    return parts.filter(Boolean).join(', ') || only;
  };
  return { fr: inLanguage('fr', 'le seul disque du PC'), en: inLanguage('en', 'the only disk of the PC') };
}
