import { z } from 'zod';

export const accessibility = z.strictObject({});
