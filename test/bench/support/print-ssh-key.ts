import 'reflect-metadata';
import { withLocal } from '../../../src/interfaces/cli/local-context.js';
import { loadConfig } from '../../../src/platform/config/index.js';
import { SshIdentity } from '../../../src/platform/vault/index.js';

/** A process of its own prints the private key with which Établi reaches PCs. */
process.stdout.write(
  await withLocal(loadConfig(), [], (context) => Promise.resolve(context.get(SshIdentity).privateKeyPem())),
);
