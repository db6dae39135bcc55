import { type Bilingual, TransientError } from '../../core/index.js';
import { readXml, type XmlElement, XmlError } from '../../xml/index.js';
import type { OutputStream } from '../remote.js';
import { NS } from './envelopes.js';
import type { WsmanFault } from './faults.js';

/** An answer that is no WS-Management: cut off, damaged, hostile, or of another program. */
export class UnreadableAnswerError extends TransientError {}

/** What one Receive brought. */
export interface Received {
  chunks: { stream: OutputStream; bytes: Buffer }[];
  /** Windows' code, an unsigned number of 32 bits, once the command has ended. */
  exitCode?: number;
}

/** A shell in the machine's list. */
export interface ListedShell {
  id: string;
  /** Undefined on a Windows that lists no names. */
  name?: string;
  /** `COMPUTER\user`. */
  owner: string;
}

const LIMITS = { bytes: 2_000_000, depth: 30, elements: 10_000, attributes: 50 };

/** The body of an envelope. */
export function readBody(bytes: Buffer): XmlElement {
  try {
    const { root } = readXml(bytes, LIMITS);
    const body =
      root.name === 'Envelope' && root.namespace === NS.soap ? child(root, NS.soap, 'Body') : undefined;
    if (body) return body;
  } catch (error) {
    if (error instanceof XmlError) throw unreadable(error.text, error);
    throw error;
  }
  throw unreadable({ fr: 'ce n’est pas une enveloppe SOAP', en: 'it is no SOAP envelope' });
}

/** The fault of a body; undefined when it has none. */
export function faultOf(body: XmlElement): WsmanFault | undefined {
  const fault = child(body, NS.soap, 'Fault');
  if (!fault) return undefined;
  const code = child(fault, NS.soap, 'Code');
  const detail = child(fault, NS.soap, 'Detail');
  const wsman = detail && child(detail, NS.fault, 'WSManFault');
  const reason = child(fault, NS.soap, 'Reason');
  const message = wsman && child(wsman, NS.fault, 'Message');
  const text = textOf(reason && child(reason, NS.soap, 'Text')) || (message ? wholeText(message) : '');
  const number = attribute(wsman, 'Code');
  return {
    code: /^\d{1,10}$/.test(number) ? Number(number) : undefined,
    subcode: textOf(code && valueOf(child(code, NS.soap, 'Subcode'))),
    isOurs: textOf(code && valueOf(code)).endsWith('Sender'),
    text: oneLine(text),
  };
}

/** The identifier of the shell that Create made. */
export function createdShell(body: XmlElement): string {
  const parameters = within(body, [NS.transfer, 'ResourceCreated'], [NS.addressing, 'ReferenceParameters']);
  const selectors = parameters && child(parameters, NS.wsman, 'SelectorSet');
  const found = selectors?.children.find(({ attributes }) =>
    attributes.some(({ name, value }) => name === 'Name' && value.toLowerCase() === 'shellid'),
  );
  return known(textOf(found), 'ShellId');
}

export function startedCommand(body: XmlElement): string {
  return known(textOf(within(body, [NS.shell, 'CommandResponse'], [NS.shell, 'CommandId'])), 'CommandId');
}

export function received(body: XmlElement): Received {
  const response = child(body, NS.shell, 'ReceiveResponse');
  if (!response) throw missing('ReceiveResponse');
  const chunks = response.children.filter(({ name }) => name === 'Stream').flatMap(chunkOf);
  const state = child(response, NS.shell, 'CommandState');
  if (!attribute(state, 'State').endsWith('/CommandState/Done')) return { chunks };
  const code = textOf(child(state!, NS.shell, 'ExitCode'));
  // Without a code Windows could not run the command to its end; the code may be signed.
  if (!/^-?\d{1,10}$/.test(code)) throw missing('ExitCode');
  return { chunks, exitCode: Number(code) >>> 0 };
}

export function listedShells(body: XmlElement): ListedShell[] {
  const response = child(body, NS.enumeration, 'EnumerateResponse');
  if (!response || !child(response, NS.wsman, 'EndOfSequence')) throw missing('EndOfSequence');
  const items = child(response, NS.wsman, 'Items');
  const shells = items?.children.filter(({ name }) => name === 'Shell') ?? [];
  return shells.map((shell) => ({
    id: known(textOf(child(shell, NS.shell, 'ShellId')), 'ShellId'),
    name: textOf(child(shell, NS.shell, 'Name')) || undefined,
    owner: textOf(child(shell, NS.shell, 'Owner')),
  }));
}

export function isIdentified(body: XmlElement): boolean {
  return child(body, NS.identity, 'IdentifyResponse') !== undefined;
}

function chunkOf(stream: XmlElement): Received['chunks'] {
  const name = attribute(stream, 'Name');
  if ((name !== 'stdout' && name !== 'stderr') || stream.text === '') return [];
  return [{ stream: name, bytes: Buffer.from(stream.text, 'base64') }];
}

function attribute(element: XmlElement | undefined, name: string): string {
  return element?.attributes.find((candidate) => candidate.name === name)?.value ?? '';
}

function valueOf(code: XmlElement | undefined): XmlElement | undefined {
  return code && child(code, NS.soap, 'Value');
}

function within(element: XmlElement, ...path: [namespace: string, name: string][]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (parent, [namespace, name]) => parent && child(parent, namespace, name),
    element,
  );
}

function child(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  return parent.children.find((candidate) => candidate.name === name && candidate.namespace === namespace);
}

function textOf(element: XmlElement | undefined): string {
  return (element?.text ?? '').trim();
}

/** With the texts of inner elements: a provider's fault is nested in the message. */
function wholeText(element: XmlElement): string {
  return [element.text, ...element.children.map(wholeText)].join(' ').trim();
}

function known(text: string, what: string): string {
  if (text === '' || text.length > 200) throw missing(what);
  return text;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 1_000);
}

function missing(what: string): UnreadableAnswerError {
  return unreadable({ fr: `${what} y manque`, en: `${what} is missing in it` });
}

function unreadable({ fr, en }: Bilingual, cause?: unknown): UnreadableAnswerError {
  return new UnreadableAnswerError(
    {
      fr: `la réponse WinRM de la machine est illisible : ${fr}`,
      en: `the machine's WinRM answer is unreadable: ${en}`,
    },
    { cause },
  );
}
