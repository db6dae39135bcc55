import { z } from 'zod';

export const network = z.strictObject({});
