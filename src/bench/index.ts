export { removeLeftovers } from './leftovers.js';
export { Network, type NetworkOptions, type Side } from './network.js';
export type { Authority, Firmware, VirtualDisk, VirtualPcOptions } from './qemu-arguments.js';
export { type PowerLoss, VirtualPc, type WaitOptions } from './virtual-pc.js';
