import { z } from 'zod';
import { pem } from './certificate.schema.js';
import { line } from './names.js';

/** The encryption of the internal disk: FileVault, BitLocker, LUKS, or that of Android. */
export const encryption = z.strictObject({
  required: z.boolean().describe('The disk is encrypted'),
  method: z.enum(['aes-128', 'aes-256']).optional().describe('Cipher and key size, where it can be chosen'),
  escrow: z
    .strictObject({
      certificate: pem
        .optional()
        .describe('Certificate, PEM, that recovery keys are encrypted for; it is trusted for nothing'),
      location: line.describe('Where the recovery key goes, in words that the user is shown'),
    })
    .optional()
    .describe('The recovery key is kept by the organisation'),
  startupPin: z.boolean().optional().describe('A PIN is asked before the system starts'),
  removableDrives: z.boolean().optional().describe('USB sticks and disks must be encrypted to be written'),
});

export type ProfileEncryption = z.output<typeof encryption>;
