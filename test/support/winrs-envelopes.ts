import { randomUUID } from 'node:crypto';
import { DOMParser, type Element } from '@xmldom/xmldom';

/** Namespaces of WS-Management and of Windows' remote shell. MS-WSMV 2.2.1. */
export const NS = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  wsman: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  transfer: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  enumeration: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  identity: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
  shell: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell',
  fault: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
} as const;

const ANONYMOUS = `${NS.addressing}/role/anonymous`;

/** A request as a host reads it. */
export interface WsmanRequest {
  action: string;
  messageId: string;
  resourceUri: string;
  selectors: Record<string, string>;
  options: Record<string, string>;
  maxEnvelopeBytes: number;
  operationTimeoutMs: number;
  body: Element;
}

/** An error of the service: HTTP 500 with a SOAP fault. MS-WSMV 2.2.4.43. */
export class WsmanFault extends Error {
  constructor(
    readonly code: number,
    readonly subcode: string,
    text: string,
    readonly side: 'Sender' | 'Receiver' = 'Sender',
  ) {
    super(text);
  }
}

/** Faults by the names that Windows gives their codes. */
export const FAULTS = {
  timedOut: () =>
    new WsmanFault(
      2150858793,
      'w:TimedOut',
      'The WS-Management service cannot complete the operation within the time specified in OperationTimeout.',
      'Receiver',
    ),
  shellNotFound: (id: string) =>
    new WsmanFault(
      2150858843,
      'w:InvalidSelectors',
      `The request for the Windows Remote Shell with ShellId ${id} failed because the shell was not found on the server. Possible causes are: the specified ShellId is incorrect or the shell no longer exists on the server. Provide the correct ShellId or create a new shell and retry the operation.`,
    ),
  tooManyShells: (most: number) =>
    new WsmanFault(
      2150859173,
      'w:QuotaLimit',
      `The WS-Management service cannot process the request. This user is allowed a maximum number of ${most} concurrent shells, which has been exceeded. Close existing shells or raise the quota for this user.`,
    ),
  accessDenied: () => new WsmanFault(5, 'w:AccessDenied', 'Access is denied.'),
  invalid: (what: string) =>
    new WsmanFault(
      2150858817,
      'w:SchemaValidationError',
      `The SOAP XML in the message does not match the corresponding XML schema definition: ${what}.`,
    ),
  unknownAction: (action: string) =>
    new WsmanFault(
      2150858753,
      'a:ActionNotSupported',
      `The WS-Management service cannot process the request. The WS-Addressing action URI is invalid: ${action}.`,
    ),
};

/** Reads a request, and refuses one without a header that Windows needs. */
export function readRequest(text: string): WsmanRequest {
  const document = new DOMParser({
    onError: (_level, message) => {
      throw FAULTS.invalid(message);
    },
  }).parseFromString(text, 'text/xml');
  const envelope = document.documentElement;
  const header = envelope && child(envelope, NS.soap, 'Header');
  const body = envelope && child(envelope, NS.soap, 'Body');
  if (!header || !body) throw FAULTS.invalid('no Envelope with Header and Body');
  const needed = (namespace: string, name: string) => {
    const found = child(header, namespace, name);
    if (!found) throw FAULTS.invalid(`the header ${name} is missing`);
    return textOf(found);
  };
  needed(NS.addressing, 'To');
  if (needed(NS.addressing, 'ReplyTo') !== ANONYMOUS) throw FAULTS.invalid('ReplyTo is not anonymous');
  return {
    action: needed(NS.addressing, 'Action'),
    messageId: needed(NS.addressing, 'MessageID'),
    resourceUri: needed(NS.wsman, 'ResourceURI'),
    selectors: named(child(header, NS.wsman, 'SelectorSet'), 'Selector'),
    options: named(child(header, NS.wsman, 'OptionSet'), 'Option'),
    maxEnvelopeBytes: Number(needed(NS.wsman, 'MaxEnvelopeSize')),
    operationTimeoutMs: milliseconds(textOf(child(header, NS.wsman, 'OperationTimeout')) || 'PT60S'),
    body,
  };
}

/** An envelope that answers a request. */
export function envelope(action: string, relatesTo: string, body: string): string {
  return (
    `<s:Envelope xml:lang="en-US" xmlns:s="${NS.soap}" xmlns:a="${NS.addressing}" xmlns:x="${NS.transfer}"` +
    ` xmlns:n="${NS.enumeration}" xmlns:w="${NS.wsman}" xmlns:rsp="${NS.shell}"><s:Header>` +
    `<a:Action>${action}</a:Action><a:MessageID>uuid:${randomUUID().toUpperCase()}</a:MessageID>` +
    `<a:To>${ANONYMOUS}</a:To><a:RelatesTo>${escaped(relatesTo)}</a:RelatesTo></s:Header>` +
    `<s:Body>${body}</s:Body></s:Envelope>`
  );
}

export function faultEnvelope(fault: WsmanFault, relatesTo: string): string {
  return envelope(
    'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault',
    relatesTo,
    `<s:Fault><s:Code><s:Value>s:${fault.side}</s:Value><s:Subcode><s:Value>${fault.subcode}</s:Value></s:Subcode>` +
      `</s:Code><s:Reason><s:Text xml:lang="en-US">${escaped(fault.message)}</s:Text></s:Reason>` +
      `<s:Detail><f:WSManFault xmlns:f="${NS.fault}" Code="${fault.code}" Machine="PC01">` +
      `<f:Message>${escaped(fault.message)}</f:Message></f:WSManFault></s:Detail></s:Fault>`,
  );
}

export const IDENTIFY_RESPONSE =
  `<s:Envelope xml:lang="en-US" xmlns:s="${NS.soap}"><s:Header/><s:Body>` +
  `<wsmid:IdentifyResponse xmlns:wsmid="${NS.identity}">` +
  `<wsmid:ProtocolVersion>${NS.wsman}</wsmid:ProtocolVersion>` +
  '<wsmid:ProductVendor>Microsoft Corporation</wsmid:ProductVendor>' +
  '<wsmid:ProductVersion>OS: 10.0.26100 SP: 0.0 Stack: 3.0</wsmid:ProductVersion>' +
  '</wsmid:IdentifyResponse></s:Body></s:Envelope>';

/** The first child element of this name. */
export function child(parent: Element, namespace: string, name: string): Element | undefined {
  return children(parent, namespace, name)[0];
}

export function children(parent: Element, namespace: string, name: string): Element[] {
  return [...parent.childNodes].filter(
    (node): node is Element => node.localName === name && node.namespaceURI === namespace,
  );
}

export function textOf(element: Element | undefined): string {
  return (element?.textContent ?? '').trim();
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Reads xs:duration with seconds, minutes and hours. */
export function milliseconds(duration: string): number {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(duration);
  if (!found) throw FAULTS.invalid(`${duration} is no duration`);
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function named(set: Element | undefined, name: string): Record<string, string> {
  const rows = set ? children(set, NS.wsman, name) : [];
  return Object.fromEntries(rows.map((row) => [row.getAttribute('Name') ?? '', row.textContent ?? '']));
}
