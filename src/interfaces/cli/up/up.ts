import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { logger, type Config } from '../../../platform/config/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { DatabaseServer, migrate } from '../../../platform/database/index.js';
import { entrance } from '../paths.js';
import { ServerProcess } from './server-process.js';
import { stopAsked } from '../stop-asked.js';

const log = logger('up');

type Tell = (text: Bilingual) => void;
type Message = { kind: string } & Record<string, unknown>;

/**
 * Runs Établi until SIGINT, SIGTERM or the end of its own parent: the database (unless DATABASE_URL names
 * one), the worker, the server and, with BOOT_INTERFACE, the boot service unless `boot` is false. Whatever dies
 * is started again.
 * They stop in the order boot, server, worker, database, so that nobody loses what it stands on.
 */
export async function up(config: Config, tell: Tell, { boot = true } = {}): Promise<void> {
  const stop = stopAsked();
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
  const database = await DatabaseServer.open(config);
  const processes: ServerProcess[] = [];
  try {
    const landed = await migrate(database.url);
    if (landed.length > 0) log.info({ landed }, 'database migrated');
    processes.push(
      ...processesOf(boot ? config : { ...config, bootInterface: undefined }, database.url, tell),
    );
    processes.forEach((process) => process.start());
    await Promise.race([
      Promise.all(processes.map(({ ready }) => ready)).then(() => tellReady(config, tell)),
      stop,
    ]);
    await stop;
  } finally {
    for (const process of processes.reverse()) await process.stop();
    await database.close();
    log.info('stopped');
  }
}

/** In the order of starting; they stop in the reverse one. */
function processesOf(config: Config, url: string, tell: Tell): ServerProcess[] {
  const common = {
    settings: { DATABASE_URL: url, ETABLI_DATA_DIR: config.dataDir, ETABLI_KEY_FILE: config.keyFile },
    tell,
  };
  const worker = new ServerProcess({ ...common, name: 'worker', script: entrance('worker') });
  const server = new ServerProcess({
    ...common,
    name: 'server',
    script: entrance('main'),
    onMessage: (message) => tellFirstAdministrator(config, message, tell),
  });
  if (!config.bootInterface) return [worker, server];
  const boot = new ServerProcess({
    ...common,
    name: 'boot',
    script: entrance('cli'),
    args: ['boot'],
    // A PC began a new life: the server drops what its last one left open.
    onMessage: (message) => server.send(message),
  });
  return [worker, server, boot];
}

function tellReady(config: Config, tell: Tell): void {
  const file = readFileSync(join(config.dataDir, 'server.json'), 'utf8');
  const { httpsPort } = JSON.parse(file) as { httpsPort: number };
  const url = `https://${config.publicAddress ?? 'localhost'}:${httpsPort}/`;
  tell({ fr: `Établi est prêt : ${url}`, en: `Établi is ready: ${url}` });
  process.send?.({ kind: 'ready' });
}

/**
 * Said once, to the terminal (or to a parent process) only: it comes over IPC, so that no log ever holds it.
 * Under systemd what is said is logged, so there a file of the administrator's own takes it.
 */
function tellFirstAdministrator(config: Config, message: Message, tell: Tell): void {
  if (message.kind !== 'first-administrator') return;
  if (process.send) {
    process.send(message);
    return;
  }
  const { name, password } = message as unknown as { name: string; password: string };
  if (!process.stderr.isTTY) {
    keepFirstPassword(join(config.dataDir, 'first-password'), name, password, tell);
    return;
  }
  tell({
    fr: `Premier démarrage. Compte administrateur : ${name}   mot de passe : ${password}\nIl ne sera plus affiché ; changez-le à la première connexion.`,
    en: `First start. Administrator account: ${name}   password: ${password}\nIt will not be shown again; change it when you first log in.`,
  });
}

function keepFirstPassword(file: string, name: string, password: string, tell: Tell): void {
  writeFileSync(file, `${name} ${password}\n`, { mode: 0o600 });
  tell({
    fr: `Premier démarrage. Le mot de passe du compte ${name} est dans ${file} ; ce fichier sera effacé quand vous l'aurez changé.`,
    en: `First start. The password of the account ${name} is in ${file}; that file goes once you have changed it.`,
  });
}
