import type { Platform } from '../order.js';

export const androidFiles: Platform = () => ({ files: [], notCarried: [] });
