import { probe, type Place } from '../../src/deployment/boot/network-test/probe.js';

// The measurements of the boot service, as a process that a test starts in a network of its own.
console.log(JSON.stringify(await probe(JSON.parse(process.argv[2] ?? '') as Place)));
