import { z } from 'zod';
import { FIREWALL_OPTIONS, type FirewallProfile, SECURITY_OPTIONS } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { line } from '../names.js';
import { unique } from '../rules.js';
import { optionShape } from '../windows/option-shape.js';
import { defenderOfToday } from '../names-of-today.js';

const DEFENDER = SECURITY_OPTIONS.defender;

/** The CSP separates list items by `|`. */
const listed = z
  .string()
  .regex(/^[^\u0000-\u001f\u007f-\u009f|\u2028\u2029\ufffe\uffff\p{Surrogate}]{1,260}$/u, {
    error: expecting(
      'une ligne sans | , 260 caractères au plus',
      'one line without | , at most 260 characters',
    ),
  });
/** Microsoft Defender Antivirus: the options of `windows.security.defender` that management can set. */
export const defender = z.preprocess(
  defenderOfToday,
  z.strictObject({
    ...optionShape(DEFENDER, 'management'),
    exclusions: z
      .strictObject(optionShape(DEFENDER.exclusions, 'management'))
      .optional()
      .describe('What is not scanned'),
  }),
);

const side = (name: FirewallProfile) =>
  z.strictObject(optionShape(FIREWALL_OPTIONS[name], 'management')).optional();

const ports = z.string().regex(/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?)*$/, {
  error: expecting('des ports : 80,443,5000-5010', 'ports: 80,443,5000-5010'),
});
const addresses = z.string().regex(/^(?:\*|[0-9A-Za-z.:/-]+)(?:,[0-9A-Za-z.:/-]+)*$/, {
  error: expecting('des adresses : 10.0.0.0/8,LocalSubnet', 'addresses: 10.0.0.0/8,LocalSubnet'),
});

const rule = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,98}[A-Za-z0-9]$/, {
        error: expecting(
          'lettres, chiffres, espaces, . _ -, 2 à 100',
          'letters, digits, spaces, . _ -, 2 to 100',
        ),
      })
      .describe('Name of the rule'),
    description: line.optional().describe('What it is for'),
    direction: z.enum(['in', 'out']).describe('From outside, or to outside'),
    action: z.enum(['allow', 'block']).describe('What becomes of it'),
    enabled: z.boolean().default(true).describe('The rule counts'),
    protocol: z
      .union([z.enum(['tcp', 'udp', 'icmpv4', 'icmpv6']), z.number().int().min(0).max(255)])
      .optional()
      .describe('Protocol; every one without it'),
    localPorts: ports.optional().describe('Ports of this PC; tcp and udp only'),
    remotePorts: ports.optional().describe('Ports of the other end; tcp and udp only'),
    remoteAddresses: addresses.optional().describe('The other end'),
    program: listed.optional().describe('Path of the program'),
    networks: z
      .array(z.enum(['domain', 'private', 'public']))
      .min(1)
      .max(3)
      .optional()
      .describe('Kinds of network; all without it'),
  })
  .refine(
    ({ protocol, localPorts, remotePorts }) =>
      [localPorts, remotePorts].every((one) => one === undefined) ||
      ['tcp', 'udp', 6, 17].includes(protocol ?? ''),
    { path: ['protocol'], error: expecting('tcp ou udp, qui ont des ports', 'tcp or udp, which have ports') },
  );

/** MS Learn, "Firewall CSP". */
export const firewall = z.strictObject({
  domain: side('domain').describe('In the network of the domain'),
  private: side('private').describe('In private networks'),
  public: side('public').describe('In public networks'),
  rules: z
    .array(rule)
    .max(200)
    .superRefine(
      unique(
        ({ name }) => name.toLowerCase(),
        ['une règle qui n’est pas déjà dans la liste', 'a rule not yet in the list'],
      ),
    )
    .optional()
    .describe('Rules'),
});
