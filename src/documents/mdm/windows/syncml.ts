import { escapeText } from '../../../platform/xml/index.js';
import type { MdmFile } from '../order.js';
import { XML } from '../media-types.js';
import { carried } from './writable.js';

/** The format of a value. OMA-TS-DM_RepPro §5.3.3; a `node` has only child nodes. */
export type CspFormat = 'int' | 'chr' | 'bool' | 'b64' | 'xml' | 'node';

/** A command for one node of a configuration service provider. */
export interface CspCommand {
  verb: 'Add' | 'Replace' | 'Exec';
  /** `./Device/Vendor/MSFT/Policy/Config/Camera/AllowCamera` */
  uri: string;
  format?: CspFormat;
  data?: string;
  /** The option of the profile, for errors: `restrictions.camera`. */
  field: string;
}

/** Commands that succeed or fail together. */
export interface Atomic {
  atomic: CspCommand[];
}

type Step = CspCommand | Atomic;

/** Sets a node, whether it exists or not. */
export function replace(
  field: string,
  uri: string,
  format: Exclude<CspFormat, 'node'>,
  data: string | number | boolean,
): CspCommand {
  return { verb: 'Replace', uri, format, data: String(data), field };
}

/** Creates a node; an interior node has no value. */
export function add(
  field: string,
  uri: string,
  format: CspFormat,
  data?: string | number | boolean,
): CspCommand {
  return { verb: 'Add', uri, format, field, ...(data === undefined ? {} : { data: String(data) }) };
}

/** `syncml/<csp>.xml`, or nothing without commands. */
export function syncmlFile(csp: string, steps: Step[]): MdmFile[] {
  if (steps.length === 0) return [];
  return [{ name: `syncml/${csp}.xml`, mediaType: XML, bytes: Buffer.from(writeSyncml(steps)) }];
}

/**
 * The body of a SyncML 1.2 message, which a management server adds below its own SyncHdr. Each command has one node;
 * CmdIDs count from 1. Throws InputError, which names the field whose value XML does not allow. OMA-TS-DM_RepPro §5; MS
 * Learn, "OMA DM protocol support".
 */
export function writeSyncml(steps: Step[]): string {
  let last = 0;
  const next = () => (last += 1);
  const body = steps.map((step) =>
    'atomic' in step ? writeAtomic(step, next) : writeCommand(step, next, '    '),
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<SyncML xmlns="SYNCML:SYNCML1.2">
  <SyncBody>
${body.join('')}    <Final/>
  </SyncBody>
</SyncML>
`;
}

function writeAtomic({ atomic }: Atomic, next: () => number): string {
  const id = next();
  const inside = atomic.map((command) => writeCommand(command, next, '      ')).join('');
  return `    <Atomic>\n      <CmdID>${id}</CmdID>\n${inside}    </Atomic>\n`;
}

function writeCommand(command: CspCommand, next: () => number, indent: string): string {
  const { verb, uri, format, data } = command;
  const value = data === undefined ? [] : [`  <Data>${escapeText(carried(data, command))}</Data>`];
  const type =
    format === undefined || format === 'node' ? '' : '<Type xmlns="syncml:metinf">text/plain</Type>';
  const meta =
    format === undefined ? [] : [`  <Meta><Format xmlns="syncml:metinf">${format}</Format>${type}</Meta>`];
  return [
    `<${verb}>`,
    `  <CmdID>${next()}</CmdID>`,
    '  <Item>',
    `    <Target><LocURI>${escapeText(uri)}</LocURI></Target>`,
    ...[...meta, ...value].map((line) => `  ${line}`),
    '  </Item>',
    `</${verb}>`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');
}

/** Escapes a name as one segment of an OMA-URI. RFC 3986 §2.1; MS Learn, "VPNv2 CSP". */
export function segment(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The value of an ADMX-backed policy. MS Learn, "Understanding ADMX policies". */
export function admx(data: Record<string, string | number | boolean> = {}): string {
  const items = Object.entries(data).map(
    ([id, value]) => `<data id="${id}" value="${escapeText(String(value)).replaceAll('"', '&quot;')}"/>`,
  );
  return `<enabled/>${items.join('')}`;
}
