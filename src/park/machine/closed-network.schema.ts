import { z } from 'zod';

const network = z.string().trim().min(1).max(64).describe('In CIDR notation: `10.77.0.0/16`');

export const closeNetworkSchema = z
  .strictObject({ network, reason: z.string().trim().min(1).max(500).optional() })
  .meta({ id: 'CloseNetwork' });
export type CloseNetwork = z.output<typeof closeNetworkSchema>;

export const openNetworkSchema = z.object({ network });
export type OpenNetwork = z.output<typeof openNetworkSchema>;

export const closedNetworkSchema = z
  .object({
    network: z.string(),
    reason: z.string().nullable(),
    closedBy: z.string(),
    closedAt: z.iso.datetime(),
  })
  .meta({ id: 'ClosedNetwork', description: 'A network whose PCs need no confirmation' });
export type ClosedNetworkDto = z.output<typeof closedNetworkSchema>;
