import { Injectable } from '@nestjs/common';
import leven from 'leven';
import { normaliseMac, normaliseUuid, swappedUuid } from '../../../park/machine/index.js';
import type { FindQuery, FindResult, Found } from './find.schema.js';
import { FinderStore, type FoundLot, type FoundPc } from './finder.store.js';
import { addressIn, fromAmericanScanner, isUuid, queryText, serialsIn } from './scanned-text.js';

const MOST = 20;
const MOST_SIMILAR = 8;
/** A shorter text resembles everything. */
const LEAST_SIMILAR = 3;

interface Hit {
  found: Found;
  /** Every name that it has now. */
  names: string[];
}

/**
 * Finds what a person means: a machine, a deployment or a lot by a serial number, MAC address, UUID, inventory number,
 * name, number of a lot or certificate, or the address in a QR code of ours. For the board’s search (`/find`), for
 * scanners, and, as `GET /api/find?q=…&kind=…`, for the command line, which takes names where it needs an id.
 */
@Injectable()
export class Finder {
  constructor(private readonly store: FinderStore) {}

  async find({ q, kind }: FindQuery): Promise<FindResult> {
    const query = queryText(q);
    if (query === '') return { query, items: [], total: 0, similar: [] };
    const fits = (hits: Hit[]): Hit[] => hits.flatMap((hit) => asKind(hit, kind) ?? []);
    const address = addressIn(query);
    const text = addressed(address, query);
    const typed = fromAmericanScanner(text);
    let hits = fits(await this.exactly(text));
    if (hits.length === 0 && typed !== undefined) hits = fits(await this.exactly(typed));
    const similar = hits.length === 0 && address === undefined ? fits(await this.resembling(text)) : [];
    return {
      query: text,
      items: hits.slice(0, MOST).map(({ found }) => found),
      total: hits.length,
      similar: similar.slice(0, MOST_SIMILAR).map(({ found }) => found),
    };
  }

  /** What has this name now; only where nothing has, what had it once. */
  private async exactly(query: string): Promise<Hit[]> {
    const id = isUuid(query) ? query.toLowerCase() : undefined;
    const uuid = id === undefined ? undefined : normaliseUuid(id);
    const text = query.toLowerCase();
    const keys = await this.store.keys({
      text,
      serials: serialsIn(query),
      uuids: uuid === undefined ? [] : [uuid, swappedUuid(uuid)],
      id,
      mac: normaliseMac(query),
    });
    const pcs = (await this.store.pcs(keys)).map(pcHit);
    const lots = (await this.store.lots(query, id)).map(lotHit);
    const hits = [...pcs, ...lots];
    const wanted = [text, ...serialsIn(query).map((serial) => serial.toLowerCase())];
    const today = hits.filter(({ names }) => names.some((name) => wanted.includes(name.toLowerCase())));
    return today.length > 0 ? today : hits;
  }

  /** What contains the text first, then what differs from it by few characters. */
  private async resembling(query: string): Promise<Hit[]> {
    const text = query.toLowerCase();
    if (text.length < LEAST_SIMILAR) return [];
    const keys = await this.store.keysLike(text);
    const hits = [
      ...(await this.store.pcs(keys)).map(pcHit),
      ...(await this.store.lotsLike(text)).map(lotHit),
    ];
    const most = Math.max(1, Math.floor(text.length / 4));
    return hits
      .map((hit) => ({ hit, distance: distanceOf(hit, text, most) }))
      .filter(({ distance }) => distance <= most)
      .sort((one, other) => one.distance - other.distance)
      .map(({ hit }) => hit);
  }
}

/** What to look for when the text is an address of ours: the record that it names. */
function addressed(address: ReturnType<typeof addressIn>, query: string): string {
  if (address === undefined || 'foreign' in address) return query;
  return 'query' in address ? address.query : (/[^/]+(?=\/?$)/.exec(address.path)?.[0] ?? query);
}

function distanceOf({ names }: Hit, text: string, most: number): number {
  const distances = names.map((name) => {
    const lower = name.toLowerCase();
    return lower.includes(text) ? 0 : leven(lower, text, { maxDistance: most + 1 });
  });
  return Math.min(Infinity, ...distances);
}

function pcHit(pc: FoundPc): Hit {
  const { machineId, deploymentId, serial, mac, model, hostname, assetTag, user, state } = pc;
  const id = machineId ?? deploymentId ?? '';
  const isMachine = machineId !== null;
  return {
    found: {
      kind: isMachine ? 'machine' : 'deployment',
      id,
      path: isMachine ? `/machines/${id}` : `/deployments/${id}`,
      name: hostname ?? serial ?? mac ?? model ?? id,
      ...(serial !== null && { serial }),
      ...(model !== null && { model }),
      ...(user !== null && { user }),
      ...(machineId !== null && { machineId }),
      ...(deploymentId !== null && { deploymentId }),
      ...(state !== null && { state }),
    },
    names: [hostname, serial, mac, assetTag, user].filter((name) => name !== null),
  };
}

function lotHit({ id, number, customer }: FoundLot): Hit {
  const found: Found = { kind: 'lot', id, path: `/lots/${id}`, name: number, customer };
  return { found, names: [number, customer] };
}

/** The hit as what was asked for; undefined when it cannot be that. */
function asKind(hit: Hit, kind: FindQuery['kind']): Hit | undefined {
  const { found } = hit;
  if (kind === undefined || found.kind === kind) return hit;
  if (kind !== 'deployment' || found.deploymentId === undefined) return undefined;
  const id = found.deploymentId;
  return { ...hit, found: { ...found, kind, id, path: `/deployments/${id}` } };
}
