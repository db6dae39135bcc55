import type { Platform } from '../order.js';

export const windowsFiles: Platform = () => ({ files: [], notCarried: [] });
