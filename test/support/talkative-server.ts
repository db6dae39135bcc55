import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

const ID = '00000000-0000-4000-8000-000000000001';
/** Paths that answer a bare list. */
const LISTS =
  /\/(?:notification-targets|arming|arm|retry-failed|log|checks(?:\/[^/]+)?|reservations(?:\/[^/]+)?|anomalies|secrets|settings|drivers|licence-pools|recovery-passwords|directories|printers|api\/user-data)$/;
const PAGES =
  /\/(?:lots|deployments|notification-deliveries|machines|users|profiles|masters|certificates|tokens|programs|api\/drivers)$/;

/** A server whose answers all contain `bytes` of text. */
export async function talkativeServer(bytes: number) {
  const item = {
    ...{
      id: ID,
      lotId: ID,
      number: 'L-1',
      name: 'parc',
      reference: 'parc',
      state: 'certified',
      version: '1',
    },
    ...{
      url: 'https://etabli/',
      valid: true,
      counts: {},
      steps: [],
      macs: [],
      secrets: [],
      notCarried: [],
      holders: [],
      snapshots: [],
      fields: [],
    },
    ...{ servers: [], account: {}, tried: [], good: true },
    profile: { name: 'parc', version: 1 },
    text: { fr: 'texte', en: 'text' },
    filler: 'x'.repeat(bytes),
  };
  const one = {
    ...item,
    files: [{ name: 'a.xml', text: '', encoding: 'utf-8', content: '', secret: false }],
  };
  const answers = { one, list: [item], page: { items: [item], total: 1 }, none: [] };
  const texts = Object.fromEntries(
    Object.entries(answers).map(([kind, answer]) => [kind, Buffer.from(JSON.stringify(answer))]),
  );
  const server = createServer((request, response) => {
    request.resume();
    const special = found(request) ?? certificates(request, bytes);
    response.setHeader('content-type', 'application/json').end(special ?? texts[kindOf(request)]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function kindOf({ method, url = '' }: IncomingMessage): 'one' | 'list' | 'page' | 'none' {
  const { pathname, searchParams } = new URL(url, 'http://etabli');
  if (pathname.endsWith('/log') && searchParams.get('after') !== '0') return 'none';
  if (method === 'GET' && PAGES.test(pathname)) return 'page';
  return LISTS.test(pathname) ? 'list' : 'one';
}

/** What a name means. */
function found({ url = '' }: IncomingMessage): string | undefined {
  if (!url.startsWith('/api/find?')) return undefined;
  return JSON.stringify({ items: [{ kind: 'machine', id: ID, name: 'pc' }], total: 1, similar: [] });
}

/** The files of a lot: small, with long names. */
function certificates({ url = '' }: IncomingMessage, bytes: number): string | undefined {
  if (url.startsWith('/paper')) return 'paper';
  if (!url.includes('/certificates/lots/')) return undefined;
  const count = Math.min(1_000, bytes / 1_000);
  const names = Array.from({ length: count }, (_, index) => `${index}-${'n'.repeat(200)}.pdf`);
  return JSON.stringify({ files: names.map((name) => ({ name, url: '/paper' })) });
}
