import type { Platform } from '../order.js';

export const appleFiles: Platform = () => ({ files: [], notCarried: [] });
