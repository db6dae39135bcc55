import { randomUUID } from 'node:crypto';
import { escapeAttribute, escapeText } from '../../xml/index.js';

/** Namespaces of WS-Management and of Windows' remote shell. MS-WSMV 2.2.1. */
export const NS = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://schemas.xmlsoap.org/ws/2004/08/addressing',
  wsman: 'http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd',
  microsoft: 'http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd',
  transfer: 'http://schemas.xmlsoap.org/ws/2004/09/transfer',
  enumeration: 'http://schemas.xmlsoap.org/ws/2004/09/enumeration',
  identity: 'http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd',
  shell: 'http://schemas.microsoft.com/wbem/wsman/1/windows/shell',
  fault: 'http://schemas.microsoft.com/wbem/wsman/1/wsmanfault',
} as const;

const CMD = `${NS.shell}/cmd`;
const ANONYMOUS = `${NS.addressing}/role/anonymous`;

/** Every Windows since Vista takes and gives envelopes of this size. */
const MAX_ENVELOPE_BYTES = 153_600;

/** How much input one envelope carries: base64 makes it a third longer. */
export const INPUT_CHUNK_BYTES = 96_000;

/** UTF-8. */
const CODE_PAGE = '65001';

/** A shell that nobody asks anything is ended by Windows after this: what a killed worker left does not stay. */
const IDLE_TIMEOUT_MS = 15 * 60_000;

interface Request {
  action: string;
  resource?: string;
  shellId?: string;
  options?: Record<string, string>;
  operationTimeoutMs?: number;
  body: string;
}

/** A request, and by when the machine must answer it, if only to say that it has nothing to say yet. */
export interface WsmanRequest {
  envelope: string;
  operationTimeoutMs: number;
}

/** How long Windows may take: for output, and for all else. The first shell of an account makes its profile. */
export interface OperationTimeouts {
  outputMs: number;
  workMs: number;
}

/** The requests of a remote shell, as SOAP envelopes. MS-WSMV 3.1.4. */
export class Envelopes {
  constructor(
    private readonly url: string,
    private readonly timeouts: OperationTimeouts,
  ) {}

  identify(): WsmanRequest {
    const envelope =
      `<s:Envelope xmlns:s="${NS.soap}" xmlns:wsmid="${NS.identity}"><s:Header/>` +
      '<s:Body><wsmid:Identify/></s:Body></s:Envelope>';
    return { envelope, operationTimeoutMs: this.timeouts.outputMs };
  }

  /** A shell for one command. Its name, which Windows lists, is how a later run finds it. */
  create(name: string): WsmanRequest {
    return this.envelope({
      action: `${NS.transfer}/Create`,
      options: { WINRS_NOPROFILE: 'FALSE', WINRS_CODEPAGE: CODE_PAGE },
      body:
        `<rsp:Shell><rsp:Name>${escapeText(name)}</rsp:Name><rsp:IdleTimeOut>${duration(IDLE_TIMEOUT_MS)}</rsp:IdleTimeOut>` +
        '<rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>',
    });
  }

  /** Starts a command by cmd.exe. */
  command(shellId: string, line: string): WsmanRequest {
    return this.envelope({
      action: `${NS.shell}/Command`,
      shellId,
      options: { WINRS_CONSOLEMODE_STDIN: 'FALSE', WINRS_SKIP_CMD_SHELL: 'FALSE' },
      body: `<rsp:CommandLine><rsp:Command>${escapeText(line)}</rsp:Command></rsp:CommandLine>`,
    });
  }

  receive(shellId: string, commandId: string): WsmanRequest {
    return this.envelope({
      action: `${NS.shell}/Receive`,
      shellId,
      operationTimeoutMs: this.timeouts.outputMs,
      body: `<rsp:Receive><rsp:DesiredStream CommandId="${escapeAttribute(commandId)}">stdout stderr</rsp:DesiredStream></rsp:Receive>`,
    });
  }

  send(shellId: string, commandId: string, chunk: Uint8Array, isLast: boolean): WsmanRequest {
    const base64 = Buffer.from(chunk).toString('base64');
    const end = isLast ? ' End="true"' : '';
    return this.envelope({
      action: `${NS.shell}/Send`,
      shellId,
      body: `<rsp:Send><rsp:Stream Name="stdin" CommandId="${escapeAttribute(commandId)}"${end}>${base64}</rsp:Stream></rsp:Send>`,
    });
  }

  /** Ends a command, or says that its output was taken. */
  terminate(shellId: string, commandId: string): WsmanRequest {
    return this.envelope({
      action: `${NS.shell}/Signal`,
      shellId,
      body: `<rsp:Signal CommandId="${escapeAttribute(commandId)}"><rsp:Code>${NS.shell}/signal/terminate</rsp:Code></rsp:Signal>`,
    });
  }

  /** Ends a shell with everything that it started. */
  delete(shellId: string): WsmanRequest {
    return this.envelope({ action: `${NS.transfer}/Delete`, shellId, body: '' });
  }

  /** Lists the shells of the machine in one answer. DSP0226 8.2.3. */
  enumerate(): WsmanRequest {
    return this.envelope({
      action: `${NS.enumeration}/Enumerate`,
      resource: NS.shell,
      body: '<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements></n:Enumerate>',
    });
  }

  private envelope(request: Request): WsmanRequest {
    const { operationTimeoutMs = this.timeouts.workMs } = request;
    const envelope =
      `<s:Envelope xmlns:s="${NS.soap}" xmlns:a="${NS.addressing}" xmlns:w="${NS.wsman}" xmlns:p="${NS.microsoft}"` +
      ` xmlns:n="${NS.enumeration}" xmlns:rsp="${NS.shell}"><s:Header>` +
      `<a:To>${escapeText(this.url)}</a:To>` +
      `<a:ReplyTo><a:Address s:mustUnderstand="true">${ANONYMOUS}</a:Address></a:ReplyTo>` +
      `<w:MaxEnvelopeSize s:mustUnderstand="true">${MAX_ENVELOPE_BYTES}</w:MaxEnvelopeSize>` +
      `<a:MessageID>uuid:${randomUUID().toUpperCase()}</a:MessageID>` +
      '<w:Locale xml:lang="en-US" s:mustUnderstand="false"/><p:DataLocale xml:lang="en-US" s:mustUnderstand="false"/>' +
      `<w:OperationTimeout>${duration(operationTimeoutMs)}</w:OperationTimeout>` +
      `<w:ResourceURI s:mustUnderstand="true">${request.resource ?? CMD}</w:ResourceURI>` +
      `<a:Action s:mustUnderstand="true">${request.action}</a:Action>` +
      selectors(request.shellId) +
      optionSet(request.options) +
      `</s:Header><s:Body>${request.body}</s:Body></s:Envelope>`;
    return { envelope, operationTimeoutMs };
  }
}

function selectors(shellId: string | undefined): string {
  if (shellId === undefined) return '';
  return `<w:SelectorSet><w:Selector Name="ShellId">${escapeText(shellId)}</w:Selector></w:SelectorSet>`;
}

function optionSet(options: Record<string, string> | undefined): string {
  if (!options) return '';
  const rows = Object.entries(options).map(([name, value]) => `<w:Option Name="${name}">${value}</w:Option>`);
  return `<w:OptionSet>${rows.join('')}</w:OptionSet>`;
}

/** xs:duration. */
function duration(ms: number): string {
  return `PT${(ms / 1000).toFixed(3)}S`;
}
