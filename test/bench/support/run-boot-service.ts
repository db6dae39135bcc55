import { loadConfig } from '../../../src/platform/config/index.js';
import { startBootService } from '../../../src/deployment/boot/boot-service.js';

// The boot service as a process of its own, which a test starts on Établi's side of a virtual network.
const service = await startBootService(loadConfig());
process.once('SIGTERM', () => void service.stop().then(() => process.exit(0)));
console.log('boot service started');
