import { z } from 'zod';

const time = z.iso.datetime();

export const newWallScreenSchema = z
  .strictObject({ name: z.string().trim().min(1).max(100).describe('Where it hangs') })
  .meta({ id: 'NewWallScreen' });
export type NewWallScreen = z.output<typeof newWallScreenSchema>;

const screen = z.object({ id: z.uuid(), name: z.string() });

export const wallScreenSchema = screen
  .extend({
    createdBy: z.string(),
    createdAt: time,
    pairedAt: time.nullable().describe('When its code was typed on it'),
    seenAt: time.nullable(),
    codeUntil: time.nullable().describe('Until when its code can be typed'),
  })
  .meta({ id: 'WallScreen' });
export type WallScreenDto = z.output<typeof wallScreenSchema>;

export const createdWallScreenSchema = screen
  .extend({ code: z.string().describe('To type on the screen; shown only here'), codeUntil: time })
  .meta({ id: 'CreatedWallScreen' });
export type CreatedWallScreenDto = z.output<typeof createdWallScreenSchema>;
