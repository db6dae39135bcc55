import { OperatorError, TransientError } from '../../../platform/core/index.js';
import { exchange, type Answer } from '../../../platform/outside/index.js';
import type { SettingValue } from '../../../platform/settings/index.js';
import type { GLPI } from './glpi-setting.js';

export type GlpiSettings = SettingValue<typeof GLPI>;

const LARGEST_ANSWER = 1_000_000;

/** A file for GLPI. */
export interface GlpiFile {
  name: string;
  content: Buffer;
}

/** A session of GLPI’s REST API (`apirest.php`, GLPI 9.5 to 11). https://github.com/glpi-project/glpi/blob/main/apirest.md */
export class GlpiApi {
  private constructor(
    private readonly settings: GlpiSettings,
    private readonly signal: AbortSignal,
    private readonly session: string,
  ) {}

  /** Runs `work` in a session, which is ended in any case. */
  static async within<T>(
    settings: GlpiSettings,
    signal: AbortSignal,
    work: (api: GlpiApi) => Promise<T>,
  ): Promise<T> {
    const opening = new GlpiApi(settings, signal, '');
    const { session_token: token } = await opening.call<{ session_token?: string }>('GET', 'initSession');
    if (typeof token !== 'string') throw strange('initSession');
    const api = new GlpiApi(settings, signal, token);
    try {
      return await work(api);
    } finally {
      await api.call('GET', 'killSession').catch(() => undefined);
    }
  }

  /** The id of the one computer with this serial number. */
  async computer(serial: string): Promise<number> {
    const found = await this.all<{ id: number; serial: string | null }>('Computer', { serial });
    const exact = found.filter((one) => one.serial?.toUpperCase() === serial.toUpperCase());
    if (exact.length === 1) return exact[0]!.id;
    throw exact.length === 0 ? unknownComputer(serial) : severalComputers(serial, exact.length);
  }

  /** The id of the document of this name, uploaded unless it is there. */
  async document(name: string, file: GlpiFile): Promise<number> {
    const found = await this.all<{ id: number; name: string }>('Document', { name });
    const kept = found.find((one) => one.name === name);
    if (kept) return kept.id;
    const { id } = await this.upload(name, file);
    if (typeof id !== 'number') throw strange('Document');
    return id;
  }

  /** Attaches a document to an item, unless it is attached. */
  async attach(document: number, itemtype: 'Computer' | 'Ticket', item: number): Promise<void> {
    const path = `${itemtype}/${item}/Document_Item`;
    const links = await this.call<{ documents_id: number }[]>('GET', path, { range: '0-999' });
    if (Array.isArray(links) && links.some(({ documents_id: id }) => id === document)) return;
    await this.call(
      'POST',
      'Document_Item',
      {},
      {
        input: { documents_id: document, itemtype, items_id: item },
      },
    );
  }

  /** The items whose field is exactly that: `^` and `$` are GLPI’s own marks for the begin and the end. */
  private async all<T>(itemtype: string, filter: Record<string, string>): Promise<T[]> {
    const query = Object.fromEntries(
      Object.entries(filter).map(([field, text]) => [`searchText[${field}]`, `^${text}$`]),
    );
    const found = await this.call<T[]>('GET', itemtype, { ...query, range: '0-49' });
    return Array.isArray(found) ? found : [];
  }

  private upload(name: string, file: GlpiFile): Promise<{ id?: number }> {
    const boundary = `etabli-${crypto.randomUUID()}`;
    const manifest = JSON.stringify({ input: { name, _filename: [file.name] } });
    const body = Buffer.concat([
      part(boundary, 'name="uploadManifest"', 'application/json'),
      Buffer.from(manifest),
      part(boundary, `name="filename[0]"; filename="${file.name}"`, 'application/pdf'),
      file.content,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    return this.call('POST', 'Document', {}, body, `multipart/form-data; boundary=${boundary}`);
  }

  private async call<T>(
    method: 'GET' | 'POST',
    path: string,
    query: Record<string, string> = {},
    body?: object | Buffer,
    type = 'application/json',
  ): Promise<T> {
    const { appToken, userToken, plainHttp } = this.settings;
    const url = glpiUrl(this.settings, `apirest.php/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const answer = await exchange({
      ...{ method, url, plainHttp, signal: this.signal, mostBytes: LARGEST_ANSWER },
      headers: {
        'content-type': type,
        ...(appToken !== undefined && { 'app-token': appToken }),
        ...(this.session === ''
          ? { authorization: `user_token ${userToken}` }
          : { 'session-token': this.session }),
      },
      body: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
    return parsed(answer, path) as T;
  }
}

/** Sends a native inventory to GLPI 10 or 11. */
export async function pushInventory(
  settings: GlpiSettings,
  { deviceId, body }: { deviceId: string; body: string },
  signal: AbortSignal,
): Promise<void> {
  const answer = await exchange({
    method: 'POST',
    url: glpiUrl(settings, 'front/inventory.php'),
    headers: { 'content-type': 'application/json', 'glpi-agent-id': deviceId },
    body,
    ...{ plainHttp: settings.plainHttp, signal, mostBytes: LARGEST_ANSWER },
  });
  const { status } = parsed(answer, 'inventory') as { status?: string };
  if (status !== 'ok') throw refused('inventory', answer);
}

function glpiUrl(settings: GlpiSettings, path: string): URL {
  if (settings.url === undefined) throw unset();
  return new URL(path, `${settings.url.replace(/\/+$/, '')}/`);
}

function part(boundary: string, disposition: string, type: string): Buffer {
  return Buffer.from(
    `\r\n--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: ${type}\r\n\r\n`,
  );
}

/** The JSON of a good answer. GLPI's errors are `["ERROR_CODE", "text"]`. */
function parsed(answer: Answer, what: string): unknown {
  if (answer.status < 200 || answer.status >= 300) throw refused(what, answer);
  const text = answer.body.toString();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw strange(what);
  }
}

function refused(what: string, { status, body }: Answer): TransientError {
  const words = body.toString().replace(/\s+/g, ' ').slice(0, 200);
  return new TransientError(
    {
      fr: `GLPI a refusé (${what}, HTTP ${status}) : ${words}`,
      en: `GLPI refused (${what}, HTTP ${status}): ${words}`,
    },
    { remedy: CORRECT },
  );
}

function strange(what: string): TransientError {
  return new TransientError(
    {
      fr: `la réponse à ${what} n’est pas celle de GLPI : vérifiez l’adresse`,
      en: `the answer to ${what} is not one of GLPI: check the address`,
    },
    { remedy: CORRECT },
  );
}

function unknownComputer(serial: string): TransientError {
  return new TransientError({
    fr: `GLPI n’a pas d’ordinateur avec le numéro de série ${serial}`,
    en: `GLPI has no computer with the serial number ${serial}`,
  });
}

function severalComputers(serial: string, count: number): OperatorError {
  return new OperatorError(
    {
      fr: `GLPI a ${count} ordinateurs avec le numéro de série ${serial}`,
      en: `GLPI has ${count} computers with the serial number ${serial}`,
    },
    { remedy: { fr: 'Fusionnez-les dans GLPI.', en: 'Merge them in GLPI.' } },
  );
}

const CORRECT = {
  fr: 'Un administrateur le corrige : etabli setting set glpi, puis etabli setting test glpi.',
  en: 'An administrator corrects it: etabli setting set glpi, then etabli setting test glpi.',
};

function unset(): OperatorError {
  return new OperatorError(
    { fr: 'l’adresse de GLPI n’est pas réglée', en: 'the address of GLPI is not set' },
    { remedy: CORRECT },
  );
}
