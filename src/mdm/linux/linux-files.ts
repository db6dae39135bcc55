import type { Platform } from '../order.js';

export const linuxFiles: Platform = () => ({ files: [], notCarried: [] });
