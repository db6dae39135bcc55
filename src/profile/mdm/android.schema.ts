import { z } from 'zod';

export const android = z.strictObject({});
