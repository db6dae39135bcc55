export { FIGURE_TABLES, figuresCsv, type FigureTable } from './figures-csv.js';
export { figuresQuerySchema, type FiguresDto, type FiguresQuery } from './figure.schema.js';
export { Figures, OF_A_DOCUMENT } from './figures.service.js';
export { FiguresModule } from './figures.module.js';
export { dayAfter, LONGEST_DAYS } from './period.js';
