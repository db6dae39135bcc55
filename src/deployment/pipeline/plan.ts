import { z } from 'zod';
import { InputError, type CapturedKind, type Purpose, type Sha256 } from '../../platform/core/index.js';
import { windowsImageSchema, type Master, type WindowsImage } from '../../park/master/index.js';
import type { ProgramDocument } from '../../park/software/index.js';
import { documentOfToday, type ProfileDocument } from '../../documents/profile/index.js';

/** The lot's row: what was asked for one machine. */
export interface PlannedRow {
  serial?: string;
  mac?: string;
  hostname?: string;
  user?: string;
  assetTag?: string;
  organizationalUnit?: string;
  /** On the bench. */
  position?: string;
  notes?: string;
}

/** What each kind of master that can be deployed is checked against once it is on the disk. */
type Contents =
  | { kind: 'rootfs'; contentsSha256: Sha256; indexSha256?: undefined; image?: undefined }
  | { kind: 'disk'; contentsSha256?: undefined; indexSha256: Sha256; image?: undefined }
  | { kind: 'wim'; contentsSha256: Sha256; indexSha256?: undefined; image: WindowsImage };
const contentsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rootfs'), contentsSha256: z.string() }),
  z.object({ kind: z.literal('disk'), indexSha256: z.string() }),
  z.object({ kind: z.literal('wim'), contentsSha256: z.string(), image: windowsImageSchema }),
]);

export type PlannedMaster = Omit<Master, keyof Contents> & Contents;
export type MasterKind = PlannedMaster['kind'];
/** A master of one kind. */
export type MasterOf<K extends MasterKind> = Extract<PlannedMaster, { kind: K }>;

/** The kinds of operating system that steps are written for. */
export type SystemKind = 'linux' | 'windows';

/** A version of a program as the catalogue had it. */
export interface PlannedProgram {
  digest: Sha256;
  document: ProgramDocument;
  /** The profile names it; otherwise another program needs it. */
  isAsked: boolean;
  /** The field of the profile that asks for it, or for what needs it. */
  field: string;
}

/**
 * All that a deployment will do, frozen when it is armed: a new profile version, master or release of
 * Établi changes nothing of a deployment under way.
 */
export interface DeployPlan {
  purpose: 'deploy';
  lot: { id: string; number: string; customer: string };
  row: PlannedRow;
  profile: { id: string; name: string; version: number; digest: string; document: ProfileDocument };
  master: PlannedMaster;
  /** Of the software catalogue, in the order of their installation; none in a plan of an earlier release. */
  programs?: PlannedProgram[];
  technician: string;
}

/** The disk of a reference machine, or its Windows, becomes the master `name`. */
export interface CapturePlan {
  purpose: 'capture';
  /** None in a plan that a release froze which captured disks only. */
  kind?: CapturedKind;
  name: string;
  /** The number of the partition with Windows, when an image is taken and several have one. */
  partition?: number;
  /** The disk's serial number or WWN, when the machine has several. */
  disk?: string;
  technician: string;
}

interface Plans {
  deploy: DeployPlan;
  capture: CapturePlan;
}
export type PlanOf<P extends Purpose> = Plans[P];
export type Plan = PlanOf<Purpose>;

/** The master as a plan holds it. Throws InputError for one that cannot be deployed. */
export function plannedMaster(master: Master): PlannedMaster {
  const contents = contentsSchema.safeParse(master);
  if (contents.success) return { ...master, ...contents.data } as PlannedMaster;
  throw new InputError(
    {
      fr: `le master ${master.name} ${master.version} ne peut pas être déployé`,
      en: `the master ${master.name} ${master.version} cannot be deployed`,
    },
    [
      {
        field: 'master',
        found: master.kind,
        expected: {
          fr: 'rootfs avec la liste de ses fichiers, disk avec son index, ou wim avec la liste de ses fichiers et la description de son image',
          en: 'rootfs with the list of its files, disk with its index, or wim with the list of its files and the description of its image',
        },
      },
    ],
  );
}

/** The plan as it was frozen, perhaps by an earlier release. Throws InputError for one that cannot be run. */
export function frozenPlan(stored: Plan): Plan {
  if (stored.purpose !== 'deploy') return stored;
  const { profile } = stored;
  const document = documentOfToday(profile.document);
  return { ...stored, profile: { ...profile, document }, master: plannedMaster(stored.master) };
}

/** What the table says for the kind of this master. */
export function byKind<R>(
  master: PlannedMaster,
  table: { [K in MasterKind]: (master: MasterOf<K>) => R },
): R {
  return (table[master.kind] as (master: PlannedMaster) => R)(master);
}

export function capturedKindOf({ kind }: CapturePlan): CapturedKind {
  return kind ?? 'disk';
}

/** Undefined for a capture: what is on the disk is not known before. */
export function systemKindOf(plan: Plan): SystemKind | undefined {
  return plan.purpose === 'capture' ? undefined : systemOfMaster(plan.master);
}

export function systemOfMaster({ kind, system }: Pick<Master, 'kind' | 'system'>): SystemKind {
  return kind === 'wim' || /^windows\b/i.test(system) ? 'windows' : 'linux';
}
