import { SambaDomain } from '../support/samba-domain.js';
let d: SambaDomain;
beforeAll(async () => { d = await SambaDomain.start(); });
afterAll(() => d?.stop());
it('x', async () => { console.log(await d.entry('svc-join'), d.address); });
