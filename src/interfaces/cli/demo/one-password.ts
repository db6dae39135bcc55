import { randomBytes } from 'node:crypto';
import type { Workshop } from './workshop.js';

/** The administrator's password: the one of the first start, or a new one on a later demonstration. */
export async function onePassword({
  api,
  firstAdministrator,
}: Workshop): Promise<{ name: string; password: string }> {
  if (firstAdministrator) return firstAdministrator;
  const password = randomBytes(12).toString('base64url');
  for await (const { id, name } of api.all<{ id: string; name: string }>('/api/users')) {
    if (name !== 'admin') continue;
    await api.put(`/api/users/${id}/password`, { body: { password } });
    return { name, password };
  }
  await api.post('/api/users', { body: { name: 'admin', role: 'administrator', password } });
  return { name: 'admin', password };
}
