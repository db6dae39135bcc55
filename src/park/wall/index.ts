export { GRID, gridSchema, placeSchema, type PositionDto } from './wall.schema.js';
export { WallModule } from './wall.module.js';
export { WallPositions } from './wall-positions.service.js';
