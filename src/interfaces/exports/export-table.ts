import { VERDICT_TEXT } from '../../deployment/certificate/index.js';
import { outcomeOf, type Bilingual, type DeploymentState } from '../../platform/core/index.js';
import type { CheckRow, DeploymentRow, LotRow, MachineRow } from './export.store.js';

export const EXPORTS = ['machines', 'lots', 'deployments', 'checks'] as const;
export type Export = (typeof EXPORTS)[number];

/** What a cell holds; a text in both languages is shown in that of the reader. */
export type Value = string | number | Date | Bilingual | null | undefined;

export interface Column<Row> {
  title: Bilingual;
  value: (row: Row) => Value;
}

type Rows = { machines: MachineRow; lots: LotRow; deployments: DeploymentRow; checks: CheckRow };

const column = <Row>(fr: string, en: string, value: (row: Row) => Value): Column<Row> => ({
  title: { fr, en },
  value,
});

/** The columns of each table. They are an interface: one may be added at the end, none is renamed. */
export const TABLES: { [What in Export]: Column<Rows[What]>[] } = {
  machines: [
    column('N° de série', 'Serial number', (row) => row.serial),
    column('Nom', 'Name', (row) => row.hostname),
    column('N° d’inventaire', 'Inventory number', (row) => row.assetTag),
    column('Fabricant', 'Manufacturer', (row) => row.manufacturer),
    column('Modèle', 'Model', (row) => row.product),
    column('UUID', 'UUID', (row) => row.uuid),
    column('MAC', 'MAC', (row) => row.macs.join(' ')),
    column('Processeur', 'Processor', (row) => row.cpu),
    column('Mémoire (Gio)', 'Memory (GiB)', (row) => gibibytes(row.memoryBytes)),
    column('Disques', 'Disks', (row) => row.disks),
    column('Micrologiciel', 'Firmware', (row) => row.firmware),
    column('Vue la première fois (UTC)', 'First seen (UTC)', (row) => row.firstSeenAt),
    column('Vue la dernière fois (UTC)', 'Last seen (UTC)', (row) => row.lastSeenAt),
  ],
  lots: [
    column('Lot', 'Lot', (row) => row.number),
    column('Client', 'Customer', (row) => row.customer),
    column('Profil', 'Profile', (row) => row.profile),
    column('Version du profil', 'Profile version', (row) => row.profileVersion),
    column('PC', 'PCs', (row) => row.total),
    column('Certifiés', 'Certified', (row) => row.certified),
    column('En échec', 'Failed', (row) => row.failed),
    column('En cours', 'Under way', (row) => row.active),
    column('Annulés', 'Cancelled', (row) => row.cancelled),
    column('Créé par', 'Created by', (row) => row.createdBy),
    column('Créé (UTC)', 'Created (UTC)', (row) => row.createdAt),
  ],
  deployments: [
    column('Lot', 'Lot', (row) => row.lot),
    column('Client', 'Customer', (row) => row.customer),
    column('Nom', 'Name', (row) => row.hostname),
    column('N° de série', 'Serial number', (row) => row.serial),
    column('N° d’inventaire', 'Inventory number', (row) => row.assetTag),
    column('Utilisateur', 'User', (row) => row.user),
    column('État', 'State', stateOf),
    column('Étape en échec', 'Failed step', (row) => row.failure?.step),
    column('Cause', 'Cause', (row) => row.failure?.cause),
    column('Certificat', 'Certificate', (row) => row.certificate),
    column('Verdict', 'Verdict', (row) => row.verdict && verdictText(row.verdict)),
    column('Réserves', 'Reservations', (row) => row.reservations),
    column('Armé par', 'Armed by', (row) => row.armedBy),
    column('Début (UTC)', 'Began (UTC)', (row) => row.startedAt),
    column('Fin (UTC)', 'Ended (UTC)', (row) => row.endedAt),
  ],
  checks: [
    column('Lot', 'Lot', (row) => row.lot),
    column('Nom', 'Name', (row) => row.hostname),
    column('N° de série', 'Serial number', (row) => row.serial),
    column('Contrôle', 'Check', (row) => row.kind),
    column('Titre', 'Title', (row) => row.title),
    column('Gravité', 'Severity', (row) => SEVERITY[row.severity] ?? row.severity),
    column('Attendu', 'Expected', (row) => row.expected),
    column('Mesuré', 'Measured', (row) => row.measured),
    column('Verdict', 'Verdict', (row) => CHECK_VERDICT[row.verdict] ?? row.verdict),
    column('Répondu par', 'Answered by', (row) => row.by),
    column('Certificat', 'Certificate', (row) => row.certificate),
  ],
};

const SEVERITY: Record<string, Bilingual> = {
  blocking: { fr: 'bloquant', en: 'blocking' },
  reserve: { fr: 'réserve', en: 'reservation' },
  information: { fr: 'information', en: 'information' },
};

const CHECK_VERDICT: Record<string, Bilingual> = {
  passed: { fr: 'conforme', en: 'passed' },
  failed: { fr: 'non conforme', en: 'failed' },
  unmeasured: { fr: 'non mesuré', en: 'not measured' },
  'not-applicable': { fr: 'sans objet', en: 'not applicable' },
};

function stateOf({ state, verdict, reservations, closedAt }: DeploymentRow): Bilingual {
  const certificate = verdict === null ? undefined : { verdict, reservations: reservations ?? 0 };
  return outcomeOf({ state: state as DeploymentState, certificate, closedAt }).name;
}

function verdictText(verdict: string): Value {
  return (VERDICT_TEXT as Record<string, Bilingual>)[verdict] ?? verdict;
}

function gibibytes(bytes: number | null): number | null {
  return bytes === null ? null : Math.round((bytes / 2 ** 30) * 10) / 10;
}
