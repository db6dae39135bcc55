import { request } from 'node:http';
import { timed, type Rate } from './rates.js';

const MACHINES = 1_000;
const ROUNDS = 3;
const AT_ONCE = 50;

/** Boot scripts asked for by a thousand machines, each from an address and a connection of its own. */
export function bootDecisions(port: number): Promise<Rate> {
  return timed(MACHINES * ROUNDS, AT_ONCE, (index) => ask(port, index % MACHINES));
}

/** Établi knows machines by address: what one left open is dropped when it asks again. */
function ask(port: number, machine: number): Promise<void> {
  const [high, low] = [Math.floor(machine / 250), (machine % 250) + 1];
  const hex = machine.toString(16).padStart(4, '0');
  const mac = `52:54:00:00:${hex.slice(0, 2)}:${hex.slice(2)}`;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: `/boot/${mac}/grub.cfg?serial=BENCH${hex}`,
        localAddress: `127.1.${high}.${low}`,
        agent: false,
      },
      (response) => {
        response.resume();
        response.on('error', reject);
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
