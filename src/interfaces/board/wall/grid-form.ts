import { z } from 'zod';
import { GRID, gridSchema, type PositionDto } from '../../../park/wall/index.js';

/** What a form gives: every field is text. */
export type GridFields = Record<string, unknown>;

const size = (most: number) => z.coerce.number().int().min(1).max(most);

export interface GridCell {
  key: string;
  name: string;
  switchPort: string;
  /** What is wrong with it. */
  problem?: true;
}

/** The form as it was filled in: its size, and its cells row by row. */
export interface GridForm {
  rows: number;
  columns: number;
  cells: GridCell[][];
}

type Position = Pick<PositionDto, 'name' | 'row' | 'column' | 'switchPort'>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const keyOf = (row: number, column: number): string => `${row}-${column}`;

function grid(rows: number, columns: number, cell: (key: string) => Omit<GridCell, 'key'>): GridForm {
  const cells = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const key = keyOf(row + 1, column + 1);
      return { key, ...cell(key) };
    }),
  );
  return { rows, columns, cells };
}

/** The form of the grid as it is; one without positions has a size to begin with. */
export function formOf(positions: readonly Position[]): GridForm {
  const at = new Map(positions.map((position) => [keyOf(position.row, position.column), position]));
  const rows = Math.max(...positions.map(({ row }) => row), positions.length === 0 ? 3 : 1);
  const columns = Math.max(...positions.map(({ column }) => column), positions.length === 0 ? 6 : 1);
  return grid(rows, columns, (key) => ({
    name: at.get(key)?.name ?? '',
    switchPort: at.get(key)?.switchPort ?? '',
  }));
}

/** The form as it was sent, with what is wrong of its cells. A size that is not one keeps the former. */
export function formSent(fields: GridFields, wrong: ReadonlySet<string> = new Set()): GridForm {
  const former = { rows: size(GRID.rows).catch(3), columns: size(GRID.columns).catch(6) };
  const rows = size(GRID.rows).catch(former.rows.parse(fields['had-rows'])).parse(fields['rows']);
  const columns = size(GRID.columns)
    .catch(former.columns.parse(fields['had-columns']))
    .parse(fields['columns']);
  return grid(rows, columns, (key) => ({
    name: textOf(fields[`name-${key}`]),
    switchPort: textOf(fields[`port-${key}`]),
    ...(wrong.has(key) && { problem: true as const }),
  }));
}

/** The same with a name in each empty cell: a letter for its row, a number for its column. */
export function numbered(form: GridForm): GridForm {
  const taken = new Set(form.cells.flat().map(({ name }) => name));
  const cells = form.cells.map((row, index) =>
    row.map((cell, column) => {
      const name = `${String.fromCharCode(65 + index)}${column + 1}`;
      return cell.name !== '' || taken.has(name) ? cell : { ...cell, name };
    }),
  );
  return { ...form, cells };
}

/** What is sent to the service, and the cells whose name or port it would refuse. */
export function positionsOf({ cells }: GridForm) {
  const named = cells.flatMap((row, index) =>
    row.flatMap(({ key, name, switchPort }, column) =>
      name === '' ? [] : [{ key, name, row: index + 1, column: column + 1, switchPort }],
    ),
  );
  const wrong = new Set<string>();
  named.forEach(({ key, ...position }, index) => {
    const isTwice = named.some((other, at) => at !== index && other.name === position.name);
    if (isTwice || !gridSchema.safeParse({ positions: [position] }).success) wrong.add(key);
  });
  return { positions: named.map(({ key: _, ...position }) => position), wrong };
}
