import { z } from 'zod';

export const linux = z.strictObject({});
