import { z } from 'zod';

/** A device by the identifiers that Windows compares with its drivers, in Windows’ order. */
const deviceSchema = z.object({
  slot: z.string(),
  name: z.string(),
  /** Base class and subclass: `0108` is NVMe. */
  class: z.string(),
  hardwareIds: z.array(z.string()),
  compatibleIds: z.array(z.string()),
  /** The disks that hang on it: on the VMD, when their NVMe is behind one. */
  disks: z.array(z.string()).default([]),
});
export type Device = z.output<typeof deviceSchema>;
export const devicesSchema = z.object({ devices: z.array(deviceSchema) });

const certificate = z.object({ subject: z.string(), sha256: z.string() });
/** What the firmware trusts, and what it no longer does. UEFI 2.10 §32. */
export const firmwareTrustSchema = z.looseObject({
  secureBoot: z.enum(['enabled', 'disabled', 'unsupported']),
  db: z.array(certificate),
  dbHashes: z.array(z.string()),
  dbx: z.looseObject({
    hashes: z.array(z.string()),
    certificates: z.array(certificate),
    certificateHashes: z.array(z.string()).optional(),
    bootManagerSvn: z.string().nullish(),
  }),
  kek: z.array(certificate),
  /** Absent from environments that were built before it was read. */
  pk: z.array(certificate).default([]),
});
export type FirmwareTrust = z.output<typeof firmwareTrustSchema>;
