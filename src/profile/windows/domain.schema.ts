import { z } from 'zod';

export const domain = z.strictObject({});
