import type { CommandSetting, WinrsBackend } from './winrs-backends.js';
import {
  child,
  children,
  envelope,
  escaped,
  FAULTS,
  milliseconds,
  NS,
  textOf,
  type WsmanRequest,
} from './winrs-envelopes.js';
import { HostShell, type Received } from './winrs-shells.js';

/** What a request asks for, by the last part of its action. */
export type WinrsAction = 'Create' | 'Command' | 'Receive' | 'Send' | 'Signal' | 'Delete' | 'Enumerate';

const CMD = `${NS.shell}/cmd`;

/** As Windows 10 and 11 have them. */
const MOST_SHELLS = 30;
const IDLE_MS = 7_200_000;

/** What an envelope has around the output. */
const ENVELOPE_BYTES = 4_000;

const ACTIONS: Record<string, { name: WinrsAction; resource: string }> = {
  [`${NS.transfer}/Create`]: { name: 'Create', resource: CMD },
  [`${NS.transfer}/Delete`]: { name: 'Delete', resource: CMD },
  [`${NS.enumeration}/Enumerate`]: { name: 'Enumerate', resource: NS.shell },
  [`${NS.shell}/Command`]: { name: 'Command', resource: CMD },
  [`${NS.shell}/Receive`]: { name: 'Receive', resource: CMD },
  [`${NS.shell}/Send`]: { name: 'Send', resource: CMD },
  [`${NS.shell}/Signal`]: { name: 'Signal', resource: CMD },
};

export function actionOf(request: WsmanRequest): WinrsAction {
  const known = ACTIONS[request.action];
  if (!known) throw FAULTS.unknownAction(request.action);
  if (known.resource !== request.resourceUri) throw FAULTS.invalid(`ResourceURI is ${request.resourceUri}`);
  return known.name;
}

/** The remote shells of a host: Create, Command, Receive, Send, Signal, Delete, Enumerate. MS-WSMV 3.1.4. */
export class WinrsService {
  readonly shells = new Map<string, HostShell>();

  /** @param namesShells whether a list of shells has the names that clients gave them */
  constructor(
    private readonly backend: WinrsBackend,
    private readonly owner: string,
    private readonly namesShells: boolean,
  ) {}

  /** The body of the answer, with its action. */
  async answer(action: WinrsAction, request: WsmanRequest): Promise<string> {
    const body = await this[`on${action}`](request);
    return envelope(`${request.action}Response`, request.messageId, body);
  }

  endAll(): void {
    for (const shell of this.shells.values()) shell.end();
    this.shells.clear();
  }

  private onCreate({ body, options }: WsmanRequest): string {
    const asked = child(body, NS.shell, 'Shell');
    if (!asked) throw FAULTS.invalid('no Shell');
    if (this.shells.size >= MOST_SHELLS) throw FAULTS.tooManyShells(MOST_SHELLS);
    const variables = child(asked, NS.shell, 'Environment');
    const setting: CommandSetting = {
      environment: Object.fromEntries(
        (variables ? children(variables, NS.shell, 'Variable') : []).map((variable) => [
          variable.getAttribute('Name') ?? '',
          variable.textContent ?? '',
        ]),
      ),
      workingDirectory: textOf(child(asked, NS.shell, 'WorkingDirectory')) || undefined,
    };
    const idle = textOf(child(asked, NS.shell, 'IdleTimeOut'));
    const shell = new HostShell(
      textOf(child(asked, NS.shell, 'Name')) || undefined,
      this.owner,
      options.WINRS_CODEPAGE,
      setting,
      idle ? milliseconds(idle) : IDLE_MS,
      (expired) => this.end(expired),
    );
    this.shells.set(shell.id, shell);
    return (
      '<x:ResourceCreated><a:Address>https://pc01:5986/wsman</a:Address><a:ReferenceParameters>' +
      `<w:ResourceURI>${CMD}</w:ResourceURI><w:SelectorSet><w:Selector Name="ShellId">${shell.id}</w:Selector>` +
      `</w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>${this.described(shell)}`
    );
  }

  private onCommand(request: WsmanRequest): string {
    const line = child(request.body, NS.shell, 'CommandLine');
    const command = line && child(line, NS.shell, 'Command');
    if (!line || !command) throw FAULTS.invalid('no CommandLine with a Command');
    const words = [command, ...children(line, NS.shell, 'Arguments')].map((word) => word.textContent ?? '');
    const started = this.shellOf(request).start(this.backend, words.join(' '));
    return `<rsp:CommandResponse><rsp:CommandId>${started.id}</rsp:CommandId></rsp:CommandResponse>`;
  }

  private async onReceive(request: WsmanRequest): Promise<string> {
    const desired = child(child(request.body, NS.shell, 'Receive')!, NS.shell, 'DesiredStream');
    const id = desired?.getAttribute('CommandId') ?? '';
    const shell = this.shellOf(request);
    const most = Math.floor(((request.maxEnvelopeBytes - ENVELOPE_BYTES) * 3) / 4);
    const received = await shell.command(id).receive(request.operationTimeoutMs, most);
    // The shell may have gone meanwhile: Windows then ends the waiting Receive with this fault.
    if (!this.shells.has(shell.id)) throw FAULTS.shellNotFound(shell.id);
    return `<rsp:ReceiveResponse>${output(id, received)}</rsp:ReceiveResponse>`;
  }

  private async onSend(request: WsmanRequest): Promise<string> {
    const shell = this.shellOf(request);
    for (const stream of children(child(request.body, NS.shell, 'Send')!, NS.shell, 'Stream')) {
      const command = shell.command(stream.getAttribute('CommandId') ?? '');
      const isLast = ['true', '1'].includes(stream.getAttribute('End') ?? '');
      await command.send(Buffer.from(stream.textContent ?? '', 'base64'), isLast);
    }
    return '<rsp:SendResponse/>';
  }

  private onSignal(request: WsmanRequest): string {
    const signal = child(request.body, NS.shell, 'Signal');
    const id = signal?.getAttribute('CommandId') ?? '';
    const shell = this.shellOf(request);
    shell.command(id).kill();
    if (textOf(child(signal!, NS.shell, 'Code')).endsWith('/signal/terminate')) shell.commands.delete(id);
    return '<rsp:SignalResponse/>';
  }

  private onDelete(request: WsmanRequest): string {
    this.end(this.shellOf(request));
    return '';
  }

  /** All shells in one answer, as OptimizeEnumeration asks. DSP0226 8.2.3. */
  private onEnumerate({ body }: WsmanRequest): string {
    const asked = child(body, NS.enumeration, 'Enumerate');
    if (!asked || !child(asked, NS.wsman, 'OptimizeEnumeration'))
      throw FAULTS.invalid('no OptimizeEnumeration');
    const items = [...this.shells.values()].map((shell) => this.described(shell)).join('');
    return `<n:EnumerateResponse><n:EnumerationContext/><w:Items>${items}</w:Items><w:EndOfSequence/></n:EnumerateResponse>`;
  }

  private described(shell: HostShell): string {
    const name = this.namesShells && shell.name ? `<rsp:Name>${escaped(shell.name)}</rsp:Name>` : '';
    return (
      `<rsp:Shell><rsp:ShellId>${shell.id}</rsp:ShellId>${name}<rsp:ResourceUri>${CMD}</rsp:ResourceUri>` +
      `<rsp:Owner>${escaped(shell.owner)}</rsp:Owner><rsp:InputStreams>stdin</rsp:InputStreams>` +
      '<rsp:OutputStreams>stdout stderr</rsp:OutputStreams><rsp:State>Connected</rsp:State></rsp:Shell>'
    );
  }

  private shellOf({ selectors }: WsmanRequest): HostShell {
    const id = selectors.ShellId ?? '';
    const shell = this.shells.get(id);
    if (!shell) throw FAULTS.shellNotFound(id);
    shell.touch();
    return shell;
  }

  private end(shell: HostShell): void {
    this.shells.delete(shell.id);
    shell.end();
  }
}

function output(id: string, { chunks, exitCode }: Received): string {
  const streams = chunks.map(
    ({ stream, bytes }) =>
      `<rsp:Stream Name="${stream}" CommandId="${id}">${bytes.toString('base64')}</rsp:Stream>`,
  );
  if (exitCode === undefined) {
    return `${streams.join('')}<rsp:CommandState CommandId="${id}" State="${NS.shell}/CommandState/Running"/>`;
  }
  const ends = ['stdout', 'stderr'].map(
    (name) => `<rsp:Stream Name="${name}" CommandId="${id}" End="true"></rsp:Stream>`,
  );
  return (
    `${ends.join('')}<rsp:CommandState CommandId="${id}" State="${NS.shell}/CommandState/Done">` +
    `<rsp:ExitCode>${exitCode}</rsp:ExitCode></rsp:CommandState>`
  );
}
