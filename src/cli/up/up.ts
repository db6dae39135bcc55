import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { logger, type Config } from '../../config/index.js';
import type { Bilingual } from '../../core/index.js';
import { DatabaseServer, migrate } from '../../database/index.js';
import { ENTRANCES } from '../paths.js';
import { SupervisedProcess, type ProcessPlan } from './supervised-process.js';

const log = logger('up');

type Tell = (text: Bilingual) => void;

/**
 * Runs Établi until SIGINT or SIGTERM: the database (unless DATABASE_URL names one), the server, the worker
 * and, with BOOT_INTERFACE, the boot service. Whatever dies is started again. They stop in the order
 * boot, server, worker, database, so that nobody loses what it stands on.
 */
export async function up(config: Config, tell: Tell): Promise<void> {
  const stop = stopAsked();
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 });
  const database = await DatabaseServer.open(config);
  const processes: SupervisedProcess[] = [];
  try {
    const landed = await migrate(database.url);
    if (landed.length > 0) log.info({ landed }, 'database migrated');
    await Promise.race([startAll(config, database.url, tell, processes), stop]);
    await stop;
  } finally {
    for (const process of processes.reverse()) await process.stop();
    await database.close();
    log.info('stopped');
  }
}

async function startAll(
  config: Config,
  url: string,
  tell: Tell,
  started: SupervisedProcess[],
): Promise<void> {
  const settings = { DATABASE_URL: url, ETABLI_DATA_DIR: config.dataDir, ETABLI_KEY_FILE: config.keyFile };
  for (const plan of plans(config, settings, tell)) {
    const process = new SupervisedProcess(plan);
    // The last to start is the first to stop; the server stops before the worker.
    started.push(process);
    process.start();
  }
  await Promise.all(started.map((process) => process.ready));
  tell({
    fr: `Établi est prêt : https://${config.publicAddress ?? 'localhost'}:${config.httpsPort}/`,
    en: `Établi is ready: https://${config.publicAddress ?? 'localhost'}:${config.httpsPort}/`,
  });
}

function plans(config: Config, settings: ProcessPlan['settings'], tell: Tell): ProcessPlan[] {
  const entrance = (file: string) => join(ENTRANCES, file);
  const worker: ProcessPlan = { name: 'worker', script: entrance('worker.js'), settings, tell };
  const server: ProcessPlan = {
    name: 'server',
    script: entrance('main.js'),
    settings,
    tell,
    onMessage: (message) => tellFirstAdministrator(message, tell),
  };
  const boot: ProcessPlan = { name: 'boot', script: entrance('cli.js'), args: ['boot'], settings, tell };
  return config.bootInterface ? [worker, server, boot] : [worker, server];
}

/** Printed once, to the terminal only: the server sends it over IPC, so that no log ever holds it. */
function tellFirstAdministrator(message: { kind: string }, tell: Tell): void {
  if (message.kind !== 'first-administrator') return;
  const { name, password } = message as unknown as { name: string; password: string };
  tell({
    fr: `Premier démarrage. Compte administrateur : ${name}   mot de passe : ${password}\nIl ne sera plus affiché ; changez-le à la première connexion.`,
    en: `First start. Administrator account: ${name}   password: ${password}\nIt will not be shown again; change it when you first log in.`,
  });
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
