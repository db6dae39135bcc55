import type { Inventory } from '../../machine/index.js';
import type { Maker } from './vendor-pack.js';

/** How a maker's catalogue names a machine. */
export interface VendorSystem {
  maker: Maker;
  /** In upper case; undefined when the firmware does not say it. */
  systemId?: string;
}

/** The system of a machine in the catalogue of its maker; undefined for another maker. */
export function vendorSystemOf({
  system,
  board,
}: Pick<Inventory, 'system' | 'board'>): VendorSystem | undefined {
  const manufacturer = (system?.manufacturer ?? '').trim();
  if (/^dell\b/i.test(manufacturer)) return { maker: 'dell', systemId: idOf(system?.sku) };
  if (/^(hp|hewlett-packard)\b/i.test(manufacturer)) return { maker: 'hp', systemId: idOf(board?.product) };
  if (/^lenovo\b/i.test(manufacturer))
    return { maker: 'lenovo', systemId: idOf(system?.product?.trim().slice(0, 4)) };
  return undefined;
}

function idOf(text: string | undefined): string | undefined {
  const id = text?.trim().toUpperCase() ?? '';
  return /^[0-9A-Z]{3,8}$/.test(id) ? id : undefined;
}
