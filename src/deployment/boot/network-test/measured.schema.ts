import { z } from 'zod';

const address = z.ipv4();
const text = z.string().max(300);
const why = z.object({ why: text });

/** What answered a DISCOVER of a PXE client. */
const answer = z.object({
  /** The server identifier, else the sender. */
  server: address,
  /** The address it offers; undefined from a proxy. */
  offers: address.optional(),
  /** `PXEClient` from a server that completes the answers of another one. */
  vendorClass: text.optional(),
  bootFile: text.optional(),
  timeServers: z.array(address).max(20),
});
export type DhcpAnswer = z.infer<typeof answer>;

/** How the boot service describes itself. */
export const bootServiceSchema = z.object({
  interfaceName: z.string().max(64),
  address,
  mode: z.enum(['proxy', 'dhcp']),
  startedAt: z.iso.datetime(),
});
export type BootServiceDescription = z.infer<typeof bootServiceSchema>;

/** What the boot service measured on its network. Each part is what was found, or why it could not be measured. */
export const measuredSchema = z.object({
  link: z.union([z.object({ carrier: z.boolean() }), why]),
  answers: z.union([z.array(answer).max(50), why]),
  /** Whether this machine’s own service answered on the second port of PXE. */
  pxePort: z.union([z.object({ answered: z.boolean() }), why]),
  tftp: z.union([z.object({ answered: z.boolean() }), why]),
  http: z.union([z.object({ status: z.number().int() }), why]),
  /** The ports that a program of this machine listens on. */
  listening: z.union([z.array(z.number().int()).max(20), why]),
  firewall: z.union([z.object({ closed: z.array(text).max(20) }), why]),
  /** How far this clock is ahead of a time server that DHCP names. */
  clock: z.union([z.object({ server: address, aheadSeconds: z.number() }), why]),
});
export type Measured = z.infer<typeof measuredSchema>;

/** Whether that part was not measured. */
export function isUnmeasured<T extends object>(part: T | { why: string }): part is { why: string } {
  return 'why' in part;
}
