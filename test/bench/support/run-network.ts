import { Network } from '../../../src/bench/index.js';

// A bench that is about to crash: it tells its network and waits.
const network = await Network.create();
const child = network.spawn('server', ['sleep', '600']);
console.log(
  JSON.stringify({ namespace: network.namespace('lan'), directory: network.directory, pid: child.pid }),
);
setInterval(() => undefined, 60_000);
