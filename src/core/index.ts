export * from './bilingual.js';
export * from './errors.js';
export * from './roles.js';
export * from './sha256.js';
export * from './shell-word.js';
export * from './states.js';
export * from './step.js';
export * from './storable.js';
