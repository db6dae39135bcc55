export { AnswerModule } from './answer.module.js';
export type { RenderedAnswerDto } from './answer.schema.js';
