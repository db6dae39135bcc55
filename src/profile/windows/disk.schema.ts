import { z } from 'zod';

export const disk = z.strictObject({});
