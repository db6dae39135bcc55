import { removeLeftovers, type Firmware, type VirtualPc } from '../../../bench/index.js';
import type { Config } from '../../../platform/config/index.js';
import { OperatorError } from '../../../platform/core/index.js';
import { verifyCertificate } from '../../../deployment/proof/index.js';
import { EXIT } from '../exit-status.js';
import { stopSignal } from '../stop-signal.js';
import type { Terminal } from '../terminal.js';
import { exportCertificates, type Delivered } from './delivered.js';
import { deploy } from './deploy.js';
import { forward } from './forward.js';
import { onePassword } from './one-password.js';
import { prepare } from './prepare.js';
import { virtualPcs } from './virtual-lot.js';
import { demoConfig, Workshop } from './workshop.js';

export interface DemoOptions {
  pcs: number;
  firmware: Firmware;
  keep: boolean;
}

/** Deploys virtual PCs with a real Établi and verifies their certificates. Returns the exit status. Needs root. */
export async function demo(given: Config, terminal: Terminal, options: DemoOptions): Promise<number> {
  if (process.getuid?.() !== 0) throw rootNeeded();
  const config = await demoConfig(given);
  // Processes of a killed demonstration would keep the database open in an unreachable network namespace.
  await removeLeftovers();
  await prepare(config, terminal);
  terminal.tell({
    fr: '· démarrage d’Établi dans un réseau virtuel',
    en: '· starting Établi in a virtual network',
  });
  const workshop = await Workshop.open(config, terminal);
  const stop = stopSignal();
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
    pcs = virtualPcs(workshop.network, options.pcs, options.firmware);
    const ended = await deploy(workshop, terminal, pcs, stopped.signal);
    const delivered = await exportCertificates(workshop.api, ended, config, verifyCertificate);
    showResult(terminal, delivered, url, login);
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

function showResult(
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
      en: 'The demonstration creates virtual networks: it must run as root.',
    },
    { remedy: { fr: 'Lancez : npm run demo', en: 'Run: npm run demo' } },
  );
}
