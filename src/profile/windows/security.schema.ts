import { z } from 'zod';

export const security = z.strictObject({});
