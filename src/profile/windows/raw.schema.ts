import { z } from 'zod';

export const raw = z.strictObject({});
