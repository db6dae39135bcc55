export { AnswerModule } from './answer.module.js';
