import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  Get,
  Module,
  Post,
  StandardSchemaValidationPipe,
} from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import cookieParser from 'cookie-parser';
import type { Response } from 'express';
import request from 'supertest';
import { DataSource } from 'typeorm';
import {
  AccountModule,
  Accounts,
  ApiTokens,
  CurrentAccount,
  type KnownAccount,
  Machine,
  Public,
  Roles,
  Sessions,
} from '../../src/platform/account/index.js';
import { Account } from '../../src/platform/account/account.entity.js';
import { hashPassword } from '../../src/platform/account/password.js';
import { loadConfig } from '../../src/platform/config/index.js';
import type { Role } from '../../src/platform/core/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import { VaultModule } from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

const PASSWORD = 'correct horse battery';

@Controller('things')
@Roles('viewer')
class ThingController {
  @Get()
  read(@CurrentAccount() account: KnownAccount) {
    return account;
  }

  @Post()
  @Roles('technician')
  arm(@Body() body: object) {
    return body;
  }

  @Get('open')
  @Public()
  open() {
    return 'open';
  }

  @Post('open')
  @Public()
  postOpen() {
    return 'open';
  }

  @Get('machine')
  @Machine()
  machine() {
    return 'machine';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  read() {
    return 'to anybody';
  }

  @Post()
  @Roles('administrator')
  write() {
    return 'declared';
  }
}

@Catch()
class StatusFilter {
  catch(error: Error & { status?: number }, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const status =
      error.status ?? { InputError: 400, NotFoundError: 404, ConflictError: 409 }[error.name] ?? 500;
    response.status(status).json({ message: error.message });
  }
}

let database: FreshDatabase;
let folder: string;
let app: INestApplication;
let http: ReturnType<typeof request>;

async function startApp(controller: new () => object): Promise<INestApplication> {
  const config = loadConfig({ ETABLI_DATA_DIR: folder, ETABLI_KEY_FILE: join(folder, 'key') });
  @Module({
    imports: [DatabaseModule.forRoot(config, database.url), VaultModule, AccountModule],
    controllers: [controller],
  })
  class SmallApp {}
  const testing = await Test.createTestingModule({ imports: [SmallApp] }).compile();
  const started = testing.createNestApplication();
  started.use(cookieParser());
  started.useGlobalPipes(new StandardSchemaValidationPipe());
  started.useGlobalFilters(new StatusFilter());
  return started.init().catch(async (error: unknown) => {
    await started.close();
    throw error;
  });
}

let passwordHash: string;
let made = 0;
/** A new account, and the name it logs in with. The password is hashed once for all: hashing is slow on purpose. */
async function account(role: Role): Promise<{ id: string; name: string }> {
  const [id, name] = [randomUUID(), `${role}-${(made += 1)}`];
  const row = { id, name, displayName: name, role, passwordHash };
  await app.get(DataSource).getRepository(Account).insert(row);
  return { id, name };
}

/** A browser that is logged in, and its CSRF token. */
async function browser(name: string, password = PASSWORD) {
  const agent = request.agent(app.getHttpServer() as Server);
  const { body, headers } = await agent.post('/api/session').send({ name, password }).expect(201);
  return { agent, csrf: body.csrfToken as string, cookie: String(headers['set-cookie']) };
}

async function bearer(accountId: string): Promise<string> {
  return `Bearer ${(await app.get(ApiTokens).create(accountId, 'test')).token}`;
}

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0288' });
  folder = await mkdtemp(join(tmpdir(), 'etabli-account-'));
  passwordHash = await hashPassword(PASSWORD);
  app = await startApp(ThingController);
  await app.listen(0, '127.0.0.1');
  http = request(app.getHttpServer() as Server);
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('a route without a declared access', () => {
  it('stops start-up, and is named', async () => {
    await expect(startApp(ForgottenController)).rejects.toThrow(
      'routes without a declared access (@Roles, @Public or @Machine): ForgottenController.read',
    );
  });
});

describe('a route with a role', () => {
  it('refuses a request without authentication', async () => {
    await http.get('/things').expect(401, { message: 'log in, or give a token' });
    await http.get('/things').set('Cookie', 'etabli_session=made-up').expect(401);
    await http.get('/things').set('Authorization', 'Bearer etabli_made-up').expect(401);
  });

  it('refuses a lower role and accepts a higher one', async () => {
    const viewer = await bearer((await account('viewer')).id);
    const technician = await bearer((await account('technician')).id);
    const administrator = await bearer((await account('administrator')).id);
    await http.post('/things').set('Authorization', viewer).expect(403, {
      message: 'your role (viewer) does not allow this; it needs the role technician',
    });
    await http.post('/things').set('Authorization', technician).expect(201);
    await http.post('/things').set('Authorization', administrator).expect(201);
  });

  it('knows the account of the caller, without the hash of its password', async () => {
    const { id, name } = await account('viewer');
    const { body } = await http
      .get('/things')
      .set('Authorization', await bearer(id))
      .expect(200);
    expect(body).toEqual({
      id,
      name,
      displayName: name,
      role: 'viewer',
      passwordChangeRequired: false,
      via: 'token',
    });
  });

  it('applies a changed role at the next request', async () => {
    const { id } = await account('technician');
    const token = await bearer(id);
    await http.post('/things').set('Authorization', token).expect(201);
    await app.get(Accounts).update(id, { role: 'viewer' });
    await http.post('/things').set('Authorization', token).expect(403);
  });
});

describe('public and machine routes', () => {
  it('need no account', async () => {
    await http.get('/things/open').expect(200);
    await http.get('/things/machine').set('Authorization', 'Bearer a-ticket').expect(200, 'machine');
  });

  it('refuse a form from another site', async () => {
    await http.post('/things/open').set('Sec-Fetch-Site', 'cross-site').expect(403, {
      message: 'the request comes from another site',
    });
    await http.post('/things/open').set('Sec-Fetch-Site', 'same-origin').expect(201);
  });
});

describe('a session', () => {
  it('has a cookie that scripts cannot read and other sites do not send', async () => {
    const { cookie } = await browser((await account('viewer')).name);
    expect(cookie).toMatch(
      /^etabli_session=[\w-]{43}; Max-Age=43200; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
  });

  it('needs its CSRF token to change something, in a header or in a form', async () => {
    const { agent, csrf } = await browser((await account('technician')).name);
    const other = await browser((await account('technician')).name);
    await agent.get('/things').expect(200);
    const refusal = {
      message:
        'the request does not come from a page of Établi (CSRF token missing or wrong); reload the page',
    };
    await agent.post('/things').expect(403, refusal);
    await agent.post('/things').set('x-csrf-token', other.csrf).expect(403, refusal);
    await agent
      .post('/things')
      .send({ _csrf: [csrf] })
      .expect(403, refusal);
    await agent.post('/things').set('x-csrf-token', csrf).expect(201);
    await agent.post('/things').type('form').send({ _csrf: csrf }).expect(201);
  });

  it('shows the account, and that its password must be changed', async () => {
    const { id, name } = await app.get(Accounts).create({
      name: 'newcomer',
      displayName: 'New Comer',
      role: 'viewer',
      password: PASSWORD,
      passwordChangeRequired: true,
    });
    const { agent, csrf } = await browser(name);
    const { body } = await agent.get('/api/session').expect(200);
    expect(body).toEqual({
      id,
      name: 'newcomer',
      displayName: 'New Comer',
      role: 'viewer',
      via: 'session',
      passwordChangeRequired: true,
      csrfToken: csrf,
    });
  });

  it('of an account that must change its password gives access only to changing it', async () => {
    const order = { name: 'given', displayName: 'Given', role: 'administrator', password: PASSWORD } as const;
    const { id } = await app.get(Accounts).create({ ...order, passwordChangeRequired: true });
    const token = await bearer(id);
    const { agent, csrf } = await browser('given');
    const refusal = { message: 'change your password first: somebody else chose it' };
    await agent.get('/things').expect(403, refusal);
    await agent.post('/things').set('x-csrf-token', csrf).expect(403, refusal);
    await agent.get('/api/users').expect(403, refusal);
    await agent
      .post('/api/tokens')
      .set('x-csrf-token', csrf)
      .send({ name: 'way round' })
      .expect(403, refusal);
    await http.get('/things').set('Authorization', token).expect(403, refusal);
    await http.get('/things/open').set('Authorization', token).expect(200);
    await agent.get('/api/session').expect(200);
    const change = { current: PASSWORD, password: 'one that only I know' };
    await agent.put('/api/session/password').set('x-csrf-token', csrf).send(change).expect(204);
    await agent.get('/things').expect(200);
    await http.get('/things').set('Authorization', token).expect(401);
  });

  it('of such an account can be logged out', async () => {
    const order = { name: 'leaving', displayName: 'Leaving', role: 'viewer', password: PASSWORD } as const;
    await app.get(Accounts).create({ ...order, passwordChangeRequired: true });
    const { agent, csrf } = await browser('leaving');
    await agent.delete('/api/session').set('x-csrf-token', csrf).expect(204);
  });

  it('ends at logout', async () => {
    const { agent, csrf, cookie } = await browser((await account('viewer')).name);
    await agent.delete('/api/session').expect(403);
    await agent.delete('/api/session').set('x-csrf-token', csrf).expect(204);
    await http
      .get('/things')
      .set('Cookie', cookie.split(';')[0] ?? '')
      .expect(401);
  });

  it('is refused once it has expired', async () => {
    const { id, name } = await account('viewer');
    const { agent } = await browser(name);
    await app.get(DataSource).query(`UPDATE session SET expires_at = now() WHERE account_id = $1`, [id]);
    await agent.get('/things').expect(401);
  });

  it('is refused, as the tokens are, once the account is disabled, even where the row was left', async () => {
    const { id, name } = await account('viewer');
    const token = await bearer(id);
    const { agent } = await browser(name);
    await app.get(DataSource).query(`UPDATE account SET disabled_at = now() WHERE id = $1`, [id]);
    await agent.get('/things').expect(401);
    await http.get('/things').set('Authorization', token).expect(401);
    await http
      .post('/api/session')
      .send({ name, password: PASSWORD })
      .expect(401, { message: 'wrong name or password' });
  });

  it('is stored as a hash only', async () => {
    const { cookie } = await browser((await account('viewer')).name);
    const value = /etabli_session=([\w-]+)/.exec(cookie)?.[1];
    const rows = await app.get(DataSource).query('SELECT * FROM session');
    expect(JSON.stringify(rows)).not.toContain(value);
  });
});

describe('logging in', () => {
  it('gives the same answer for an unknown name and for a wrong password', async () => {
    const { name } = await account('viewer');
    const wrong = await http.post('/api/session').send({ name, password: 'wrong' }).expect(401);
    const unknown = await http.post('/api/session').send({ name: 'nobody', password: 'wrong' }).expect(401);
    expect(wrong.body).toEqual({ message: 'wrong name or password' });
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('accepts the name in upper or lower case', async () => {
    const { name } = await account('viewer');
    await browser(` ${name.toUpperCase()} `);
  });

  it('is refused after five wrong passwords, even with the right one, and says when to try again', async () => {
    const { name } = await account('viewer');
    const attempts = Array.from({ length: 8 }, () =>
      http.post('/api/session').send({ name, password: 'wrong' }),
    );
    const statuses = (await Promise.all(attempts)).map(({ status }) => status).sort();
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const late = await http.post('/api/session').send({ name, password: PASSWORD }).expect(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(600);
  });
});

describe('one’s own password', () => {
  it('is changed with the current password, and every other session ends', async () => {
    const { name } = await account('viewer');
    const here = await browser(name);
    const elsewhere = await browser(name);
    const change = (body: object) =>
      here.agent.put('/api/session/password').set('x-csrf-token', here.csrf).send(body);
    await change({ current: 'wrong', password: 'a new long password' }).expect(403);
    await change({ current: PASSWORD, password: 'short' }).expect(400);
    await change({ current: PASSWORD, password: 'a new long password' }).expect(204);
    await here.agent.get('/things').expect(200);
    await elsewhere.agent.get('/things').expect(401);
    await http.post('/api/session').send({ name, password: PASSWORD }).expect(401);
    await browser(name, 'a new long password');
  });
});

describe('API tokens', () => {
  it('are shown once, listed without their value, and refused once revoked', async () => {
    const { name } = await account('technician');
    const { agent, csrf } = await browser(name);
    const create = agent.post('/api/tokens').set('x-csrf-token', csrf);
    const { body: created } = await create.send({ name: 'scripts', ttlDays: 30 }).expect(201);
    expect(created.token).toMatch(/^etabli_[\w-]{43}$/);
    const authorization = `Bearer ${created.token}`;
    await http.post('/things').set('Authorization', authorization).expect(201);
    const { body: list, text } = await agent.get('/api/tokens').expect(200);
    expect(list.items).toMatchObject([{ id: created.id, name: 'scripts' }]);
    expect(list.items[0].lastUsedAt).not.toBeNull();
    expect(text).not.toContain(created.token);
    expect(text).not.toMatch(/hash/i);
    await agent.delete(`/api/tokens/${created.id}`).set('x-csrf-token', csrf).expect(204);
    await http.post('/things').set('Authorization', authorization).expect(401, {
      message: 'this token is unknown, expired or revoked',
    });
    await agent.delete(`/api/tokens/${created.id}`).set('x-csrf-token', csrf).expect(404);
  });

  it('are refused once expired', async () => {
    const { id } = await account('viewer');
    const { token } = await app.get(ApiTokens).create(id, 'short', -1);
    await http.get('/things').set('Authorization', `Bearer ${token}`).expect(401);
  });

  /** What a token makes with itself, and when that ends. */
  const made = async (token: string, order: object, status = 201) => {
    const { body } = await http
      .post('/api/tokens')
      .set('Authorization', `Bearer ${token}`)
      .send({ name: 'child', ...order })
      .expect(status);
    return body as { id: string; token: string; expiresAt: string | null; message: string };
  };
  const isTaken = async (token: string) =>
    (await http.get('/things').set('Authorization', `Bearer ${token}`)).status === 200;

  it('created with a token expire with it at the latest, whatever duration is requested', async () => {
    const { id } = await account('technician');
    const parent = await app.get(ApiTokens).create(id, 'parent', 10 * 86_400);
    const until = parent.expiresAt!.toISOString();
    expect((await made(parent.token, {})).expiresAt).toBe(until);
    expect((await made(parent.token, { ttlDays: 11 }, 400)).message).toBe(
      `a token created with a token does not last longer than that one (${until})`,
    );
    const shorter = await made(parent.token, { ttlDays: 9 });
    expect(new Date(shorter.expiresAt!) < parent.expiresAt!).toBe(true);
    const grandchild = await made(shorter.token, {});
    expect(grandchild.expiresAt).toBe(shorter.expiresAt);
    const endless = await app.get(ApiTokens).create(id, 'endless');
    expect((await made(endless.token, {})).expiresAt).toBeNull();
  });

  it('created with a token end when it is revoked, and other tokens of the account do not', async () => {
    const { id } = await account('technician');
    const [parent, other] = [
      await app.get(ApiTokens).create(id, 'parent'),
      await app.get(ApiTokens).create(id, 'other'),
    ];
    const child = await made(parent.token, {});
    const grandchild = await made(child.token, {});
    await app.get(ApiTokens).revoke(parent.id);
    const taken = [parent, child, grandchild, other].map(({ token }) => isTaken(token));
    expect(await Promise.all(taken)).toEqual([false, false, false, true]);
  });

  it('created with a token belong to its account, whatever else is requested', async () => {
    const [{ id }, administrator] = [await account('viewer'), await account('administrator')];
    const parent = await app.get(ApiTokens).create(id, 'parent');
    const child = await made(parent.token, { accountId: administrator.id, role: 'administrator' });
    const { body } = await http.get('/api/session').set('Authorization', `Bearer ${child.token}`).expect(200);
    expect(body).toMatchObject({ id, role: 'viewer' });
  });

  it.each([
    ['changed by its owner', true],
    ['reset by an administrator', false],
  ])('end when the password of their account is %s, and no others do', async (_, own) => {
    const [mine, theirs] = [await account('technician'), await account('technician')];
    const [token, other] = [
      (await app.get(ApiTokens).create(mine.id, 'mine')).token,
      (await app.get(ApiTokens).create(theirs.id, 'theirs')).token,
    ];
    const change = { current: PASSWORD, password: 'another good password' };
    if (own) await app.get(Sessions).changePassword(mine.id, change, randomUUID());
    else await app.get(Accounts).setPassword(mine.id, change.password);
    expect([await isTaken(token), await isTaken(other)]).toEqual([false, true]);
    const { items } = await app.get(ApiTokens).list(mine.id, { page: 1, pageSize: 10 });
    expect(items).toEqual([]);
  });

  it('of another account are seen and revoked by administrators only', async () => {
    const owner = await account('viewer');
    const { id } = await app.get(ApiTokens).create(owner.id, 'theirs');
    const technician = await bearer((await account('technician')).id);
    const administrator = await bearer((await account('administrator')).id);
    await http.get(`/api/tokens?accountId=${owner.id}`).set('Authorization', technician).expect(403);
    await http.delete(`/api/tokens/${id}`).set('Authorization', technician).expect(403);
    await http.get(`/api/tokens?accountId=${owner.id}`).set('Authorization', administrator).expect(200);
    await http.delete(`/api/tokens/${id}`).set('Authorization', administrator).expect(204);
  });
});

describe('users', () => {
  it('are for administrators only', async () => {
    const technician = await bearer((await account('technician')).id);
    await http.get('/api/users').set('Authorization', technician).expect(403);
    await http.get('/api/audit').set('Authorization', technician).expect(403);
  });

  it('are created, changed and disabled, and their password hashes are never shown', async () => {
    const authorization = await bearer((await account('administrator')).id);
    const order = { name: 'Camille', role: 'viewer', password: PASSWORD };
    const { body: created, text } = await http
      .post('/api/users')
      .set('Authorization', authorization)
      .send(order)
      .expect(201);
    expect(created).toMatchObject({
      name: 'camille',
      displayName: 'camille',
      role: 'viewer',
      passwordChangeRequired: true,
      disabledAt: null,
    });
    expect(text).not.toContain('scrypt');
    await http.post('/api/users').set('Authorization', authorization).send(order).expect(409, {
      message: 'the account "camille" exists already',
    });
    const path = `/api/users/${created.id}`;
    const { body: changed } = await http
      .patch(path)
      .set('Authorization', authorization)
      .send({ role: 'technician' })
      .expect(200);
    expect(changed).toMatchObject({ role: 'technician', displayName: 'camille', disabledAt: null });
    const { body: disabled } = await http
      .patch(path)
      .set('Authorization', authorization)
      .send({ disabled: true })
      .expect(200);
    expect(disabled.disabledAt).not.toBeNull();
    await http.post('/api/session').send({ name: 'camille', password: PASSWORD }).expect(401);
    const list = await http.get('/api/users?pageSize=200').set('Authorization', authorization).expect(200);
    expect(list.text).not.toContain('scrypt');
    expect(list.body.items).toContainEqual(expect.objectContaining({ name: 'camille' }));
  });

  it('refuse a password of 11 characters and an unknown role', async () => {
    const authorization = await bearer((await account('administrator')).id);
    const post = (body: object) => http.post('/api/users').set('Authorization', authorization).send(body);
    await post({ name: 'x', role: 'viewer', password: '12345678901' }).expect(400);
    await post({ name: 'x', role: 'root', password: PASSWORD }).expect(400);
  });
});

describe('the audit log', () => {
  it('lists who did what, latest first, without secrets', async () => {
    const administrator = await account('administrator');
    const authorization = await bearer(administrator.id);
    const order = { name: 'audited', role: 'viewer', password: PASSWORD };
    const { body: user } = await http
      .post('/api/users')
      .set('Authorization', authorization)
      .send(order)
      .expect(201);
    await http.patch(`/api/users/${user.id}`).set('Authorization', authorization).send({ disabled: true });
    const query = `/api/audit?subjectKind=account&subjectId=${user.id}`;
    const { body, text } = await http.get(query).set('Authorization', authorization).expect(200);
    expect(body.total).toBe(2);
    expect(body.items).toMatchObject([
      { action: 'account.update', data: { name: 'audited', disabled: true } },
      {
        actor: { kind: 'account', id: administrator.id, name: administrator.name },
        action: 'account.create',
        subject: { kind: 'account', id: user.id },
        data: { name: 'audited', role: 'viewer' },
      },
    ]);
    expect(text).not.toContain(PASSWORD);
  });

  it('records refused logins with their address, but not the name of an unknown account', async () => {
    await http.post('/api/session').send({ name: 'typed-password-here', password: 'x' }).expect(401);
    const authorization = await bearer((await account('administrator')).id);
    const { body, text } = await http
      .get('/api/audit?action=session.refuse&pageSize=1')
      .set('Authorization', authorization);
    expect(body.items).toMatchObject([
      { subject: { kind: 'account', id: 'unknown' }, address: expect.stringMatching(/127\.0\.0\.1/) },
    ]);
    expect(text).not.toContain('typed-password-here');
  });
});
