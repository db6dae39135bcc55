import { LotColumns, Lot, LotDraftRow, LotSequence } from './lot.entity.js';
import { LotColumnsStore } from './lot-columns.store.js';
import { LotDrafts } from './lot-drafts.js';
import { LotDraftStore } from './lot-draft.store.js';
import { LotStore } from './lot.store.js';
import { Lots } from './lots.service.js';

/** The providers of lots, for the deployment module. */
export const LOT_ENTITIES = [Lot, LotSequence, LotDraftRow, LotColumns];
export const LOT_PROVIDERS = [LotStore, LotColumnsStore, LotDraftStore, LotDrafts, Lots];
