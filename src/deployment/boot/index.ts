export { Beginnings } from './beginnings.js';
export { bootInterface, type BootInterface } from './boot-interface.js';
export { bootPackages } from './boot-packages.js';
export { type BootEvents, type BootService, startBootService } from './boot-service.js';
export { BootModule } from './boot.module.js';
export { BootSockets } from './boot-sockets.js';
export { collapseSlashes } from './collapse-slashes.js';
export { EnvironmentSession } from './environment-session.entity.js';
export {
  buildEnvironment,
  builtEnvironment,
  environmentDirectory,
  environmentFiles,
  type EnvironmentFiles,
  isEnvironmentCurrent,
  publishEnvironment,
} from './environment/index.js';
export { MachineWakes } from './machine-wakes.js';
export { reportBoot } from './report-boot.js';
export { Wakes } from './wakes.js';
export { wake, type WakeOptions } from './wake-on-lan.js';
export {
  type BootServiceState,
  type NetworkFinding,
  type NetworkTestDto,
  type NetworkTestResult,
  NetworkTests,
} from './network-test/index.js';
