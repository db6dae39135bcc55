export { BootServiceLink } from './boot-service-link.js';
export type { NetworkFinding } from './finding.js';
export { BootServiceController, NetworkTestController } from './network-test.controller.js';
export type { NetworkTestDto } from './network-test.schema.js';
export { NetworkTestStore } from './network-test.store.js';
export { NetworkTests, type BootServiceState, type NetworkTestResult } from './network-tests.js';
export { probe, type Place } from './probe.js';
