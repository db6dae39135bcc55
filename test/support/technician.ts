import type { EtabliProcesses } from './etabli-processes.js';
import type { Workshop } from './workshop.js';

export interface Technician {
  name: string;
  displayName: string;
  password: string;
  pin: string;
}

/** Makes the account of a technician, with a password of her own and a PIN. @returns the API as she uses it */
export async function technicianOf(
  { http }: EtabliProcesses,
  workshop: Workshop,
  { name, displayName, password, pin }: Technician,
): Promise<Workshop> {
  const given = 'password given first';
  await workshop.well('POST', '/api/users', { name, displayName, role: 'technician', password: given });
  const send = (method: string, path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(http + path, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const login = await send('POST', '/api/session', { name, password: given });
  const { csrfToken } = (await login.json()) as { csrfToken: string };
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const session = { cookie, 'x-csrf-token': csrfToken };
  await send('PUT', '/api/session/password', { current: given, password }, session);
  const made = await send('POST', '/api/tokens', { name: 'tablet' }, session);
  const own = workshop.as(((await made.json()) as { token: string }).token);
  await own.well('PUT', '/api/session/pin', { password, pin });
  return own;
}
