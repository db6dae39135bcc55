/** Where a step acts. A retry first makes sure that the machine is there. */
export type Place = 'environment' | 'system' | 'server';
