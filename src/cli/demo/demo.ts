import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeLeftovers, type Firmware, type VirtualPc } from '../../bench/index.js';
import {
  bootPackages,
  environmentDirectory,
  environmentFiles,
  isEnvironmentCurrent,
} from '../../boot/index.js';
import { verifyCertificate } from '../../proof/index.js';
import type { Config } from '../../config/index.js';
import { NotFoundError, OperatorError } from '../../core/index.js';
import { Masters } from '../../master/index.js';
import type { DeploymentShape, LotShape } from '../api-shapes.js';
import { makeEnvironment } from '../make-environment.js';
import { deploymentsOf } from '../commands/lot.js';
import { EXIT } from '../exit-status.js';
import { SERVER_MODULES, withLocal } from '../local-context.js';
import { HOME } from '../paths.js';
import { stopAsked } from '../stop-asked.js';
import type { Terminal } from '../terminal.js';
import { watch } from '../watch.js';
import { exportCertificates, type Delivered } from './delivered.js';
import { forward } from './forward.js';
import { onePassword } from './one-password.js';
import { lotCsv, virtualPcs } from './virtual-lot.js';
import { demoConfig, Workshop } from './workshop.js';

export interface DemoOptions {
  pcs: number;
  firmware: Firmware;
  keep: boolean;
}

const MASTER = 'debian-13';
const PROFILE = join(HOME, 'profiles', 'debian-13-minimal.yaml');

/** From nothing to certificates that verify: virtual PCs, a real Établi. Gives the exit status. Needs root. */
export async function demo(given: Config, terminal: Terminal, options: DemoOptions): Promise<number> {
  if (process.getuid?.() !== 0) throw rootNeeded();
  const config = await demoConfig(given);
  // What a killed demonstration left would hold the database in a network that nobody reaches any more.
  await removeLeftovers();
  await prepare(config, terminal);
  terminal.tell({
    fr: '· démarrage d’Établi dans un réseau virtuel',
    en: '· starting Établi in a virtual network',
  });
  const workshop = await Workshop.open(config, terminal);
  const stop = stopAsked();
  const stopped = new AbortController();
  void stop.then(() => stopped.abort());
  let pcs: VirtualPc[] = [];
  const board = await forward(workshop.socketPath);
  try {
    const url = `http://127.0.0.1:${board.port}/`;
    const login = await onePassword(workshop);
    terminal.tell({
      fr: `· tableau : ${url}   compte ${login.name}   mot de passe ${login.password}`,
      en: `· board: ${url}   account ${login.name}   password ${login.password}`,
    });
    pcs = virtualPcs(
      workshop.network,
      options.pcs,
      options.firmware,
      Math.floor(Date.now() / 1000)
        .toString(36)
        .toUpperCase(),
    );
    const ended = await deploy(workshop, terminal, pcs, stopped.signal);
    const delivered = await exportCertificates(workshop.api, ended, config, verifyCertificate);
    tellEnd(terminal, delivered, url, login);
    if (options.keep) {
      terminal.tell({ fr: 'Ctrl-C pour arrêter.', en: 'Ctrl-C to stop.' });
      await stop;
    }
    return delivered.length === options.pcs && delivered.every(({ valid }) => valid) ? EXIT.done : EXIT.no;
  } finally {
    board.close();
    await Promise.all(pcs.map((pc) => pc.powerOff()));
    await workshop.close();
  }
}

/** The environment and the master, each built only when it is absent or out of date. */
async function prepare(config: Config, terminal: Terminal): Promise<void> {
  const isPublished = await environmentFiles(config).then(
    () => true,
    () => false,
  );
  if (!isPublished || !(await isEnvironmentCurrent(environmentDirectory(config)))) {
    terminal.tell({
      fr: '· construction de l’environnement (une à deux minutes)',
      en: '· building the environment (a minute or two)',
    });
  }
  await makeEnvironment(config, terminal, { onlyIfChanged: true });
  // Fetched here: the virtual network leads nowhere.
  await bootPackages(config.dataDir);
  await withLocal(config, SERVER_MODULES, async (context) => {
    const masters = context.get(Masters);
    const known = await masters
      .find(MASTER)
      .catch((error: unknown) =>
        error instanceof NotFoundError ? undefined : Promise.reject(error as Error),
      );
    if (known) return;
    terminal.tell({
      fr: '· construction du master Debian 13 (une à trois minutes)',
      en: '· building the Debian 13 master (one to three minutes)',
    });
    await masters.build(MASTER, (line) => terminal.tell(`  ${line}`));
  });
}

async function deploy(
  { api }: Workshop,
  terminal: Terminal,
  pcs: VirtualPc[],
  signal: AbortSignal,
): Promise<DeploymentShape[]> {
  const profile = await api.post<{ name: string; version: number }>('/api/profiles', {
    raw: { content: await readFile(PROFILE), type: 'application/yaml' },
  });
  const lot = await api.post<LotShape>('/api/lots', {
    raw: { content: lotCsv(pcs), type: 'text/csv' },
    query: { profile: profile.name, customer: 'Démonstration' },
  });
  await api.post(`/api/lots/${lot.id}/arm`, { body: {} });
  const deployments = await deploymentsOf(api, lot.id);
  terminal.tell({
    fr: `· lot ${lot.number} armé : ${pcs.length} PC, profil ${profile.name} v${profile.version} ; mise sous tension`,
    en: `· lot ${lot.number} is armed: ${pcs.length} PCs, profile ${profile.name} v${profile.version}; powering on`,
  });
  for (const pc of pcs) await pc.powerOn();
  return watch(
    api,
    terminal,
    deployments.map(({ id }) => id),
    { signal },
  );
}

function tellEnd(
  terminal: Terminal,
  delivered: Delivered[],
  url: string,
  login: { name: string; password: string },
): void {
  terminal.result({ board: url, account: login, certificates: delivered }, () => [
    ...delivered.flatMap(({ number, valid, json, pdf, reason }) => [
      valid
        ? terminal.say({ fr: `✓ certificat ${number} vérifié`, en: `✓ certificate ${number} verified` })
        : `✗ ${number} ${reason ? terminal.say(reason) : ''}`,
      `  ${pdf}`,
      `  ${json}`,
    ]),
    terminal.say({
      fr: `tableau : ${url}   compte ${login.name}   mot de passe ${login.password}`,
      en: `board: ${url}   account ${login.name}   password ${login.password}`,
    }),
  ]);
}

function rootNeeded(): OperatorError {
  return new OperatorError(
    {
      fr: 'La démonstration crée des réseaux virtuels : il faut être root.',
      en: 'The demonstration makes virtual networks: it takes root.',
    },
    { remedy: { fr: 'Lancez : npm run demo', en: 'Run: npm run demo' } },
  );
}
