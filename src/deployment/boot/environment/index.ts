export {
  buildEnvironment,
  builtEnvironment,
  environmentInputs,
  isEnvironmentCurrent,
  type BuildOptions,
} from './build-environment.js';
export { environmentDirectory, environmentFiles, type EnvironmentFiles } from './environment-files.js';
export { readManifest, type EnvironmentManifest } from './environment-manifest.js';
export { publishEnvironment, type PublishOptions } from './publish-environment.js';
