import type { Bilingual } from '../../platform/core/index.js';
import { authorityStatements } from './authority-statement.js';
import type { Facts } from './facts.js';
import { systemKindOf, type DeployPlan, type SystemKind } from './plan.js';
import type { StepRow } from './step.entity.js';
import {
  diskText,
  readBackText,
  ruleText,
  saidOf,
  secureBootAsked,
  tracesStatement,
  type Said,
  type Statement,
  type Statements,
} from './statement-parts.js';
import { userDataStatements } from './user-data-statement.js';
import { windowsStatements } from './windows/statements.js';

const STATEMENTS: Record<SystemKind, (said: Said) => Statements> = {
  linux: (said) => [masterStatement(said), ...systemStatements(said), ...personalStatements(said)],
  windows: windowsStatements,
};

/**
 * The main part of the certificate: for each thing that was asked, what was applied and what was measured, or that
 * it was not measured.
 */
export function statementsOf(plan: DeployPlan, facts: Facts, steps: StepRow[]): Statements {
  const said = saidOf(plan, facts, steps);
  const ofSystem = STATEMENTS[systemKindOf(plan) ?? 'linux'](said);
  return [...ofSystem, ...userDataStatements(said), ...authorityStatements(said), tracesStatement(said)];
}

function masterStatement(said: Said): Statement {
  const { master } = said.plan;
  return {
    subject: { fr: 'Master', en: 'Master' },
    asked: `${master.name} ${master.version}`,
    applied: `SHA-256 ${master.payload.sha256}`,
    measured: readBackText(said),
  };
}

function systemStatements(said: Said): Statements {
  const { plan, facts, measured } = said;
  const { document } = plan.profile;
  return [
    {
      subject: { fr: 'Disque', en: 'Disk' },
      asked: ruleText(document.disk.rule),
      applied: diskText(said),
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
      asked: secureBootAsked(said),
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
function personalStatements({ plan: { profile }, measured }: Said): Statements {
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
