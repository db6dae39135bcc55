import { z } from 'zod';
import {
  bilingualSchema,
  CAPTURED_KINDS,
  DEPLOYMENT_STATES,
  expecting,
  PROGRESS_UNITS,
  QUEUES,
  PURPOSES,
  STEP_STATES,
} from '../../platform/core/index.js';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';
import { MANUAL_VERDICTS, SEVERITIES, VERDICTS } from '../recette/index.js';

const when = z.iso.datetime();

export const deploymentQuerySchema = paginationSchema.extend({
  lotId: z.uuid().optional(),
  machineId: z.uuid().optional(),
  state: z.enum(DEPLOYMENT_STATES).optional(),
});
export type DeploymentQuery = z.output<typeof deploymentQuerySchema>;

const failureSchema = z
  .object({ step: z.string(), cause: bilingualSchema, remedy: bilingualSchema })
  .meta({ id: 'Failure', description: 'Which step failed, a plain cause, and what to do next' });

/** A deployment as the API gives it. */
export const deploymentSchema = z
  .object({
    id: z.uuid(),
    lotId: z.uuid().nullable(),
    rowNumber: z.int(),
    purpose: z.enum(PURPOSES),
    state: z.enum(DEPLOYMENT_STATES),
    profileVersionId: z.uuid().nullable(),
    machineId: z.uuid().nullable(),
    serial: z.string().nullable(),
    mac: z.string().nullable(),
    hostname: z.string().nullable(),
    user: z.string().nullable(),
    assetTag: z.string().nullable(),
    organizationalUnit: z.string().nullable(),
    position: z.string().nullable().describe('On the bench'),
    notes: z.string().nullable(),
    failure: failureSchema.nullable(),
    certificate: z
      .object({
        id: z.uuid(),
        number: z.string(),
        verdict: z.string(),
        reservations: z.int().optional(),
        failedChecks: z.int().optional().describe('Checks of any severity that failed'),
      })
      .optional(),
    identity: z
      .object({
        kind: z.enum(['code', 'closed-network', 'none']),
        by: z.string().optional(),
        at: when.optional(),
        network: z.string().optional(),
      })
      .optional()
      .describe('On what it rested, when the system was made, that the PC is the machine'),
    armedAt: when.nullable(),
    armedBy: z.string().nullable(),
    wokenAt: when.nullable().describe('When the date to begin of its lot woke its PC'),
    localBootAt: when
      .nullable()
      .describe('Since when its PC is sent to its own disk, whatever it is armed for'),
    localBootBy: z.string().nullable(),
    startedAt: when.nullable(),
    endedAt: when.nullable(),
    closedAt: when.nullable().describe('When somebody closed it after it failed'),
    closedBy: z.string().nullable(),
    closingNote: z.string().nullable(),
    createdAt: when,
  })
  .meta({ id: 'Deployment' });
export type DeploymentDto = z.output<typeof deploymentSchema>;

export const deploymentPageSchema = pageSchema(deploymentSchema).meta({ id: 'DeploymentPage' });

const stepSchema = z
  .object({
    id: z.uuid(),
    position: z.int(),
    name: z.string(),
    title: bilingualSchema,
    queue: z.enum(QUEUES),
    lane: z.enum(QUEUES).meta({ deprecated: true, description: 'The former name of `queue`' }),
    state: z.enum(STEP_STATES),
    attempt: z.int().describe('Counts every time that the step became due'),
    waitsFor: z.string().nullable(),
    progress: z.object({ done: z.number(), total: z.number(), unit: z.enum(PROGRESS_UNITS) }).nullable(),
    evidence: z.record(z.string(), z.unknown()).nullable(),
    failure: failureSchema.nullable(),
    startedAt: when.nullable(),
    endedAt: when.nullable(),
    deadlineAt: when.nullable(),
  })
  .meta({ id: 'Step' });

export const deploymentDetailSchema = deploymentSchema
  .extend({ steps: z.array(stepSchema) })
  .meta({ id: 'DeploymentDetail' });
export type DeploymentDetailDto = z.output<typeof deploymentDetailSchema>;
export type StepDto = DeploymentDetailDto['steps'][number];

export const logQuerySchema = z.object({
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .default('0')
    .describe('The id of the last line already known'),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
});
export type LogQuery = z.output<typeof logQuerySchema>;

export const logSchema = z
  .array(z.object({ id: z.string(), step: z.string(), attempt: z.int(), at: when, text: z.string() }))
  .meta({ id: 'DeploymentLog' });
export type LogLineDto = z.output<typeof logSchema>[number];

export const retrySchema = z
  .strictObject({
    from: z
      .string()
      .regex(/^[a-z0-9-]{1,60}$/)
      .default('failed-step')
      .describe('`failed-step`, `start`, or a step of `GET /api/deployments/{id}/retry-choices`'),
  })
  .meta({ id: 'Retry' });

export const retryChoicesSchema = z
  .array(
    z.object({
      from: z.string(),
      step: z.string(),
      title: bilingualSchema,
      erases: z
        .enum(['first', 'again', 'no'])
        .describe('Whether it erases the disk, for the first time or again'),
    }),
  )
  .meta({ id: 'RetryChoices', description: 'Where a failed deployment may begin again' });

export const closeSchema = z
  .strictObject({ note: z.string().trim().min(1).max(500).describe('What becomes of the PC') })
  .meta({ id: 'Close' });

export const armSchema = z
  .strictObject({
    deployments: z
      .array(z.uuid())
      .min(1)
      .max(1000)
      .optional()
      .describe('Only these of the lot; all planned ones otherwise'),
  })
  .meta({ id: 'Arm' });

export const erasuresSchema = z
  .array(
    z.object({
      deploymentId: z.uuid(),
      hostname: z.string().optional(),
      serial: z.string().optional(),
      certainty: z
        .enum(['known', 'unseen', 'undecided'])
        .describe('unseen: no inventory yet; undecided: the rule chooses no disk'),
      disks: z.int().optional().describe('Disks of the PC that are not removable'),
      nameFault: bilingualSchema.optional().describe('Why the profile can give the PC no name'),
      disk: z
        .object({
          path: z.string(),
          model: z.string().optional(),
          serial: z.string().optional(),
          sizeBytes: z.number(),
        })
        .optional(),
      text: bilingualSchema,
    }),
  )
  .meta({ id: 'Erasures', description: 'What is erased on each PC' });
export type ErasureDto = z.output<typeof erasuresSchema>[number];

export const captureSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
      .describe('The name of the master that is made'),
    kind: z
      .enum(CAPTURED_KINDS)
      .default('disk')
      .describe('disk: the whole disk; wim: the image of its Windows, which sysprep has generalised'),
    partition: z
      .int()
      .min(1)
      .max(128)
      .optional()
      .describe('Number of the partition with Windows, when several have one; only for an image'),
    disk: z
      .string()
      .max(200)
      .optional()
      .describe('Serial number or WWN of the disk, when the machine has several'),
  })
  .refine(({ kind, partition }) => kind === 'wim' || partition === undefined, {
    path: ['partition'],
    error: expecting(
      'rien, sauf avec kind: wim : un disque est capturé en entier',
      'nothing, except with kind: wim: a disk is captured whole',
    ),
  })
  .meta({ id: 'Capture' });

export const reservationSchema = z
  .object({
    id: z.string(),
    check: z.string().describe('The kind or the id of the check that it comes from'),
    text: bilingualSchema,
    acceptedBy: z.string().optional(),
    acceptedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Reservation' });
export type ReservationDto = z.output<typeof reservationSchema>;

export const manualCheckSchema = z
  .object({
    id: z.string(),
    title: bilingualSchema,
    severity: z.enum(SEVERITIES),
    verdict: z.enum(VERDICTS).describe('`unmeasured` while nobody has answered'),
    remark: z.string().optional(),
    by: z.string().optional(),
    at: when.optional(),
    revision: z.int().describe('How many answers it has had; to be sent with the next one'),
  })
  .meta({ id: 'ManualCheck' });
export type ManualCheckDto = z.output<typeof manualCheckSchema>;

export const acceptanceSchema = z.strictObject({ accept: z.literal(true) }).meta({ id: 'Acceptance' });

export const manualAnswerSchema = z
  .strictObject({
    verdict: z.enum(MANUAL_VERDICTS),
    remark: z.string().trim().max(1000).optional(),
    revision: z
      .int()
      .min(0)
      .optional()
      .describe('Of the check as it was seen; with another one by now, the answer is refused (409)'),
  })
  .meta({ id: 'ManualAnswer' });

export const shownSchema = z
  .object({
    seconds: z.int().describe('How long the PC shows itself'),
    lights: z.int().describe('How many lights of keyboards blink'),
    cards: z.array(z.string()).describe('The network cards that blink'),
  })
  .meta({ id: 'Shown' });
