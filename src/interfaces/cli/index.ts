export { runCommand } from './program.js';
export { runAsProcess } from './whole-process.js';
