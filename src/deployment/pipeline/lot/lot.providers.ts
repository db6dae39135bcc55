import { Lot, LotSequence } from './lot.entity.js';
import { LotStore } from './lot.store.js';
import { Lots } from './lots.service.js';

/** The providers of lots, for the deployment module. */
export const LOT_ENTITIES = [Lot, LotSequence];
export const LOT_PROVIDERS = [LotStore, Lots];
