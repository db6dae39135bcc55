export { SupervisedProcess } from './supervised-process.js';
