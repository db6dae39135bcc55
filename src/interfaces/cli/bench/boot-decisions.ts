import { request } from 'node:http';
import { timed, type Rate } from './rates.js';

const MACHINES = 1_000;
const ROUNDS = 3;
const AT_ONCE = 50;

/** Requests boot scripts for a thousand machines, each from its own address and connection. */
export function bootDecisions(port: number): Promise<Rate> {
  return timed(MACHINES * ROUNDS, AT_ONCE, (index) => ask(port, index % MACHINES));
}

/** A separate local address for each machine: a request closes other boot connections of its address. */
function ask(port: number, machine: number): Promise<void> {
  const [high, low] = [Math.floor(machine / 250), (machine % 250) + 1];
  const hex = machine.toString(16).padStart(4, '0');
  const mac = `52:54:00:00:${hex.slice(0, 2)}:${hex.slice(2)}`;
  return new Promise((resolve, reject) => {
    const sent = request(
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
    sent.on('error', reject);
    sent.end();
  });
}
