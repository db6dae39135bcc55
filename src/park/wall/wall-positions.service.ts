import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, Audit } from '../../platform/account/index.js';
import { InputError, NotFoundError, type Bilingual, type Finding } from '../../platform/core/index.js';
import { Machines, normaliseMac, normaliseSerial } from '../machine/index.js';
import type { WallPosition } from './wall-position.entity.js';
import { WallPositionStore } from './wall-position.store.js';
import type { Grid, Place, PositionDto } from './wall.schema.js';

type Occupant = Pick<WallPosition, 'serial' | 'machineId'>;
const NOBODY = { serial: null, machineId: null, placedBy: null, placedAt: null };
const ONCE: Bilingual = {
  fr: 'un nom que porte un seul emplacement',
  en: 'a name that only one position has',
};
const ONE_CELL: Bilingual = { fr: 'une case qui n’a qu’un emplacement', en: 'a cell with one position only' };

/** The grid of the wall, and which PC stands where. */
@Injectable()
export class WallPositions {
  constructor(
    private readonly store: WallPositionStore,
    private readonly machines: Machines,
    private readonly audit: Audit,
  ) {}

  /** Row by row. */
  async list(): Promise<(Omit<PositionDto, 'placedAt'> & { placedAt: Date | null })[]> {
    return (await this.store.all()).map(({ rowNumber, columnNumber, ...position }) => ({
      ...position,
      row: rowNumber,
      column: columnNumber,
    }));
  }

  /**
   * Draws the grid anew. PCs stay on the positions that keep their names; those of the others have none from then on.
   * Rejects with InputError, which names each position that is twice there.
   */
  async draw({ positions }: Grid, actor: Actor): Promise<void> {
    mustBeUnique(positions);
    await this.store.alone(async (manager) => {
      const before = new Map((await this.store.all(manager)).map((position) => [position.name, position]));
      const rows = positions.map(({ name, row, column, switchPort }) => ({
        ...NOBODY,
        ...occupantOf(before.get(name)),
        name,
        rowNumber: row,
        columnNumber: column,
        switchPort: switchPort === undefined || switchPort === '' ? null : switchPort,
      }));
      await this.store.replace(manager, rows);
      await this.record(manager, actor, 'wall.draw', 'grid', { positions: rows.length });
    });
  }

  /**
   * A PC stands on this position from now on, and on no other; the one that stood there has none.
   * Rejects with NotFoundError when there is no such position or machine.
   */
  async place(name: string, place: Place, actor: Actor): Promise<WallPosition> {
    const occupant = await this.occupant(place);
    return this.store.alone(async (manager) => {
      const position = await this.position(manager, name);
      await this.store.lift(manager, occupant);
      const change = { ...occupant, placedBy: actor.name, placedAt: new Date() };
      await this.store.change(manager, name, change);
      await this.record(manager, actor, 'wall.place', name, { ...occupant, before: labelOf(position) });
      return { ...position, ...change };
    });
  }

  /** The position is free from now on. Rejects with NotFoundError. */
  async clear(name: string, actor: Actor): Promise<void> {
    await this.store.alone(async (manager) => {
      const position = await this.position(manager, name);
      await this.store.change(manager, name, NOBODY);
      await this.record(manager, actor, 'wall.clear', name, { before: labelOf(position) });
    });
  }

  /** What was typed or scanned may be a serial number, or a MAC of a PC that is known. */
  private async occupant({ serial: given, machineId }: Place): Promise<Occupant> {
    if (machineId !== undefined) {
      const { id, serial = null } = await this.machines.findById(machineId);
      return { serial, machineId: id };
    }
    const text = given ?? '';
    const ofMac = normaliseMac(text) === undefined ? undefined : await this.machines.findByMac(text);
    if (ofMac !== undefined) return { serial: ofMac.serial ?? null, machineId: ofMac.id };
    const serial = normaliseSerial(text);
    if (serial === undefined) throw noSerial(text);
    const known = await this.machines.find({ serial, macs: [] });
    return { serial, machineId: known?.id ?? null };
  }

  private async position(manager: EntityManager, name: string): Promise<WallPosition> {
    const position = (await this.store.all(manager)).find((one) => one.name === name);
    if (position !== undefined) return position;
    throw new NotFoundError({ fr: `aucun emplacement «\u00a0${name}\u00a0»`, en: `no position “${name}”` });
  }

  private async record(
    manager: EntityManager,
    actor: Actor,
    action: string,
    id: string,
    data: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record({ actor, action, subject: { kind: 'wall', id }, data }, manager);
  }
}

function occupantOf(position: WallPosition | undefined): Partial<WallPosition> {
  if (position === undefined) return {};
  const { serial, machineId, placedBy, placedAt } = position;
  return { serial, machineId, placedBy, placedAt };
}

function labelOf({ serial, machineId }: Occupant): string | null {
  return serial ?? machineId;
}

function mustBeUnique(positions: Grid['positions']): void {
  const findings: Finding[] = [];
  positions.forEach(({ name, row, column }, index) => {
    const before = positions.slice(0, index);
    if (before.some((other) => other.name === name))
      findings.push({ field: `positions.${index}.name`, found: name, expected: ONCE });
    if (before.some((other) => other.row === row && other.column === column))
      findings.push({ field: `positions.${index}`, found: `${row}/${column}`, expected: ONE_CELL });
  });
  if (findings.length === 0) return;
  throw new InputError(
    { fr: 'plan refusé : rien n’a été changé', en: 'grid refused: nothing was changed' },
    findings,
  );
}

function noSerial(found: string): InputError {
  const expected = {
    fr: 'un numéro de série, ou l’adresse MAC d’un PC connu',
    en: 'a serial number, or the MAC address of a known PC',
  };
  return new InputError(
    { fr: `«\u00a0${found}\u00a0» ne désigne aucun PC`, en: `“${found}” does not identify a PC` },
    [{ field: 'serial', found, expected }],
  );
}
