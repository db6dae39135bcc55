import { z } from 'zod';
import { bilingualSchema, isSha256 } from '../../platform/core/index.js';

/** Separate from the types of the recette, because the format of signed certificates must not change with them. */
export const SEVERITIES = ['blocking', 'reserve', 'information'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const VERDICTS = ['passed', 'failed', 'unmeasured', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

const bilingual = bilingualSchema.strict();
/** A text that is the same in both languages may be a plain string. */
const text = z.union([z.string(), bilingual]);
const instant = z.iso.datetime({ offset: true });
const sha256 = z.string().refine(isSha256, 'a SHA-256 in 64 lower-case hexadecimal digits');
const facts = z.record(z.string(), z.unknown());
const person = z.strictObject({ name: z.string().min(1), account: z.string().optional() });

const component = z.strictObject({
  /** `cpu`, `memory`, `disk`, `nic`, `tpm`, `battery`, `gpu`, `board` or another name. */
  kind: z.string(),
  description: text,
  serial: z.string().optional(),
});

const componentChange = z.strictObject({
  what: text,
  removed: text.optional(),
  fitted: text.optional(),
  at: instant.optional(),
  by: z.string().optional(),
});

/** How the identity of the PC was proved before it received a secret. */
const identity = z.strictObject({
  /** `code`: `by` typed the code on its screen; `closed-network`: `by` declared its network closed; `none`: not confirmed. */
  proof: z.enum(['code', 'closed-network', 'none']),
  by: z.string().optional(),
  at: instant.optional(),
  network: z.string().optional(),
});

const machine = z.strictObject({
  id: z.string().optional(),
  hostname: z.string(),
  manufacturer: z.string().optional(),
  product: z.string().optional(),
  serial: z.string().optional(),
  uuid: z.string().optional(),
  assetTag: z.string().optional(),
  /** Who gets the PC. Since version 3. */
  user: z.string().optional(),
  macs: z.array(z.string()).default([]),
  /** Missing in older certificates. */
  identity: identity.optional(),
  firmware: text.optional(),
  components: z.array(component).default([]),
  componentsChanged: z.array(componentChange).default([]),
});

const step = z.strictObject({
  name: z.string(),
  title: text,
  startedAt: instant,
  endedAt: instant,
  attempts: z.number().int().min(1).default(1),
  evidence: facts.default({}),
});

/** A row of the main table of the certificate. */
const statement = z.strictObject({ subject: text, asked: text, applied: text, measured: text });

const check = z.strictObject({
  kind: z.string(),
  title: bilingual,
  severity: z.enum(SEVERITIES),
  requirement: text.optional(),
  expected: text,
  measured: text,
  verdict: z.enum(VERDICTS),
  evidence: facts.default({}),
  startedAt: instant,
  durationMs: z.number().min(0),
});

const manualCheck = z.strictObject({
  id: z.string(),
  title: bilingual,
  severity: z.enum(SEVERITIES),
  verdict: z.enum(VERDICTS),
  remark: z.string().optional(),
  by: z.string().optional(),
  at: instant.optional(),
});

const reservation = z.strictObject({
  text,
  /** The kind or the id of its check; missing when a technician wrote the reservation. */
  check: z.string().optional(),
  /** Without a name, the reservation is accepted by the signature on paper. */
  acceptedBy: z.string().optional(),
  acceptedAt: instant.optional(),
});

/** What was erased, by which method, and what was measured of it. Since version 3. */
const erasure = z.strictObject({ what: text, method: text, measured: text });

/** A photo of a check that a technician answered; its bytes are in the PDF, or kept by the provider. Since version 3. */
const photo = z.strictObject({
  check: z.string(),
  sha256,
  mediaType: z.string(),
  takenAt: instant,
  by: z.string().optional(),
});

/** A signature under the answers of the recette. Since version 3. */
const signature = z.strictObject({
  role: z.enum(['technician', 'customer']),
  name: z.string(),
  signedAt: instant,
  /** Confirmed with the PIN of an account. */
  byPin: z.boolean().default(false),
  /** Of the picture of what was drawn by hand. */
  drawingSha256: sha256.optional(),
});

/** The record of a deployment when it ends. Times are ISO 8601. */
export const certificateRecordSchema = z.strictObject({
  deploymentId: z.uuid(),
  lot: z.strictObject({ id: z.uuid(), name: z.string(), notes: z.string().optional() }),
  customer: z.strictObject({
    name: z.string(),
    /** The order number. */
    reference: z.string().optional(),
    /** Since version 3. */
    site: z.string().optional(),
  }),
  intervention: z.strictObject({
    beganAt: instant,
    endedAt: instant,
    technician: person,
    place: z.string().optional(),
  }),
  machine,
  profile: z.strictObject({ name: z.string(), version: z.union([z.string(), z.number()]), digest: sha256 }),
  master: z.strictObject({
    name: z.string(),
    version: z.string(),
    system: z.string().optional(),
    systemVersion: z.string().optional(),
    sha256,
    contentsSha256: sha256.optional(),
    indexSha256: sha256.optional(),
  }),
  statements: z.array(statement).default([]),
  steps: z.array(step),
  software: z.array(z.strictObject({ name: z.string(), version: z.string() })).default([]),
  drivers: z
    .array(z.strictObject({ device: z.string(), driver: z.string(), version: z.string().optional() }))
    .default([]),
  checks: z.array(check),
  manualChecks: z.array(manualCheck).default([]),
  reservations: z.array(reservation).default([]),
  erasure: z.array(erasure).optional(),
  photos: z.array(photo).optional(),
  signatures: z.array(signature).optional(),
  /** IANA name of the zone that the paper shows its times in. Since version 3. */
  timeZone: z.string().optional(),
});

export type CertificateRecord = z.infer<typeof certificateRecordSchema>;
/** The input type, in which members with a default are optional. */
export type CertificateRecordInput = z.input<typeof certificateRecordSchema>;
export type Reservation = z.infer<typeof reservation>;
export type Text = z.infer<typeof text>;

export const CERTIFICATE_VERDICTS = ['conforming', 'conforming-with-reservations', 'non-conforming'] as const;
export type CertificateVerdict = (typeof CERTIFICATE_VERDICTS)[number];

export const FORMAT = 'etabli-certificate';
/**
 * Version 2 added the verdict `not-applicable`; version 3 the provider, site, user, erasure, photos, signatures and time
 * zone. Certificates of before are still verified.
 */
export const FORMAT_VERSION = 3;
export const FORMAT_VERSIONS = [1, 2, FORMAT_VERSION] as const;

/** Who did the work, as the settings of the installation said when the certificate was issued. Since version 3. */
const provider = z.strictObject({
  name: z.string().optional(),
  address: z.string().optional(),
  contact: z.string().optional(),
  /** What the order number is called: « Bon de commande ». */
  orderLabel: z.string().optional(),
  logoSha256: sha256.optional(),
});

/** The signed payload, described in docs/certificate-format.md. */
export const certificateSchema = certificateRecordSchema.extend({
  format: z.literal(FORMAT),
  formatVersion: z.literal(FORMAT_VERSIONS),
  id: z.uuid(),
  number: z.string().regex(/^[A-Z]+-\d{4}-\d{6,}$/),
  issuedAt: instant,
  etabli: z.strictObject({ version: z.string() }),
  verdict: z.enum(CERTIFICATE_VERDICTS),
  provider: provider.optional(),
  /** SHA-256 of the X.509 certificates (DER) of the PDF signature, the signer's first. */
  pdfSigner: z.strictObject({ certificates: z.array(sha256).min(1) }),
});

export type Certificate = z.infer<typeof certificateSchema>;
