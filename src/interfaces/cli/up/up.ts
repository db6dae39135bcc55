import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { logger, type Config } from '../../../platform/config/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { DatabaseServer, migrate } from '../../../platform/database/index.js';
import { entrance } from '../paths.js';
import { ServerProcess } from './server-process.js';
import { stopSignal } from '../stop-signal.js';

const log = logger('up');

type Tell = (text: Bilingual) => void;
type Message = { kind: string } & Record<string, unknown>;

/**
 * Runs Établi until SIGINT, SIGTERM or the end of its parent: the embedded database (unless DATABASE_URL is set),
 * the worker, the server and, with BOOT_INTERFACE, the boot service unless `boot` is false. A process that dies is
 * restarted. They stop in the order boot, server, worker, database, because each needs the next ones.
 */
export async function up(config: Config, tell: Tell, { boot = true } = {}): Promise<void> {
  const stop = stopSignal();
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
  const database = await DatabaseServer.open(config);
  const processes: ServerProcess[] = [];
  try {
    const applied = await migrate(database.url);
    if (applied.length > 0) log.info({ applied }, 'database migrated');
    processes.push(
      ...processesOf(boot ? config : { ...config, bootInterface: undefined }, database.url, tell),
    );
    processes.forEach((process) => process.start());
    await Promise.race([
      Promise.all(processes.map(({ ready }) => ready)).then(() => reportReady(config, tell)),
      stop,
    ]);
    await stop;
  } finally {
    for (const process of processes.reverse()) await process.stop();
    await database.close();
    log.info('stopped');
  }
}

/** The processes in the order in which they start; they stop in reverse order. */
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
    onMessage: (message) => reportFirstAdministrator(config, message, tell),
  });
  if (!config.bootInterface) return [worker, server];
  const boot = new ServerProcess({
    ...common,
    name: 'boot',
    script: entrance('cli'),
    args: ['boot'],
    // A PC has restarted: the server closes the connections of its previous boot.
    onMessage: (message) => server.send(message),
  });
  return [worker, server, boot];
}

function reportReady(config: Config, tell: Tell): void {
  const file = readFileSync(join(config.dataDir, 'server.json'), 'utf8');
  const { httpsPort } = JSON.parse(file) as { httpsPort: number };
  const url = `https://${config.publicAddress ?? 'localhost'}:${httpsPort}/`;
  tell({ fr: `Établi est prêt : ${url}`, en: `Établi is ready: ${url}` });
  process.send?.({ kind: 'ready' });
}

/**
 * Shows the first password once, on the terminal, or sends it to a parent process; it must never be in a log.
 * Under systemd the output is logged, so the password is written to a file instead.
 */
function reportFirstAdministrator(config: Config, message: Message, tell: Tell): void {
  if (message.kind !== 'first-administrator') return;
  if (process.send) {
    process.send(message);
    return;
  }
  const { name, password } = message as unknown as { name: string; password: string };
  if (!process.stderr.isTTY) {
    writeFirstPassword(join(config.dataDir, 'first-password'), name, password, tell);
    return;
  }
  tell({
    fr: `Premier démarrage. Compte administrateur : ${name}   mot de passe : ${password}\nIl ne sera plus affiché ; changez-le à la première connexion.`,
    en: `First start. Administrator account: ${name}   password: ${password}\nIt will not be shown again; change it when you first log in.`,
  });
}

function writeFirstPassword(file: string, name: string, password: string, tell: Tell): void {
  writeFileSync(file, `${name} ${password}\n`, { mode: 0o600 });
  tell({
    fr: `Premier démarrage. Le mot de passe du compte ${name} est dans ${file} ; ce fichier sera effacé quand vous aurez changé le mot de passe.`,
    en: `First start. The password of the account ${name} is in ${file}; the file is removed once you have changed the password.`,
  });
}
