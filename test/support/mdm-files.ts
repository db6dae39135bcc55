import type { ReferencedMachine } from '../../src/park/machine/index.js';
import { type MdmOrder, type MdmPlatform, renderMdm } from '../../src/documents/mdm/index.js';
import { mdm, parseProfile } from '../../src/documents/profile/index.js';

export interface MdmExtras {
  machine?: ReferencedMachine;
  /** The vault's values; without it every secret is shown as its reference. */
  secrets?: Record<string, string>;
  payloads?: Record<string, Uint8Array>;
}

const payloadOf =
  (payloads: Record<string, Uint8Array> = {}) =>
  (sha256: string): Uint8Array => {
    const found = payloads[sha256];
    if (found === undefined) throw new Error(`no payload ${sha256}`);
    return found;
  };

/** The order for rendering a platform, for a profile as written by a user. */
export function mdmOrder(platform: MdmPlatform, given: object, options: MdmExtras = {}): MdmOrder {
  const profile = parseProfile({ name: 'parc', ...given });
  return {
    platform,
    profile,
    mdm: profile.mdm ?? mdm.parse({}),
    machine: options.machine ?? {},
    secret: ({ vault }) => options.secrets?.[vault] ?? `{vault:${vault}}`,
    payload: payloadOf(options.payloads),
  };
}

/** The files of a platform for a profile as written by a user, and the unsupported options. */
export async function mdmFiles(platform: MdmPlatform, given: object, options: MdmExtras = {}) {
  const { profile, machine, payload } = mdmOrder(platform, given, options);
  const reveal = options.secrets && new Map(Object.entries(options.secrets));
  const rendered = await renderMdm({ platform, profile, machine, payload, reveal });
  const names = rendered.files.map(({ name }) => name);
  const bytes = (name: string): Buffer => {
    const file = rendered.files.find((one) => one.name === name);
    if (file === undefined) throw new Error(`${name} is not among ${names.join(', ')}`);
    return Buffer.from(file.bytes);
  };
  return {
    ...rendered,
    names,
    bytes,
    text: (name: string): string => bytes(name).toString('utf8'),
    json: (name: string): unknown => JSON.parse(bytes(name).toString('utf8')),
    /** The unsupported options. */
    options: rendered.notCarried.map(({ option }) => option),
  };
}
