import { z } from 'zod';

export const windows = z.strictObject({});
