import { randomBytes } from 'node:crypto';
import { readTicket, writeTicket } from './ticket-form.js';

const key = randomBytes(32);
const NOW = 1_800_000_000_000;
const ticket = writeTicket(key, 'phone-home', '52:54:00:12:34:56', 60_000, NOW);
const [mark = '', claims = '', mac = ''] = ticket.split('.');

describe('a ticket', () => {
  it('says whose it is, from when and until when', () => {
    expect(readTicket(key, ticket, 'phone-home', NOW + 59_999)).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      purpose: 'phone-home',
      subject: '52:54:00:12:34:56',
      issuedAt: NOW,
      expiresAt: NOW + 60_000,
    });
  });

  it('stands on a kernel command line as it is', () => {
    expect(ticket).toMatch(/^[\w.-]{100,300}$/);
  });

  it('is refused from the moment it expires', () => {
    expect(() => readTicket(key, ticket, 'phone-home', NOW + 60_000)).toThrow('this ticket has expired');
  });

  it('is refused for another use', () => {
    expect(() => readTicket(key, ticket, 'system', NOW)).toThrow('this ticket was given for another use');
  });

  it('of another server is refused with another reason than a forged one', () => {
    expect(() => readTicket(randomBytes(32), ticket, 'phone-home', NOW)).toThrow(
      "this ticket is another PC's, or another Établi server's",
    );
  });

  it('is forged when its claims were rewritten', () => {
    const rewritten = Buffer.from(claims, 'base64url').toString().replace('12:34:56', '12:34:57');
    const forged = `${mark}.${Buffer.from(rewritten).toString('base64url')}.${mac}`;
    expect(() => readTicket(key, forged, 'phone-home', NOW)).toThrow('this ticket is forged or was changed');
  });

  it('is forged, not expired, when somebody lengthened its life', () => {
    const longer = Buffer.from(claims, 'base64url')
      .toString()
      .replace(`${NOW + 60_000}`, `${NOW + 90_000}`);
    const forged = `${mark}.${Buffer.from(longer).toString('base64url')}.${mac}`;
    expect(() => readTicket(key, forged, 'phone-home', NOW + 70_000)).toThrow('forged');
  });

  it.each([
    ['empty', ''],
    ['a word', 'ticket'],
    ['without its mac', `${mark}.${claims}`],
    ['with a short mac', `${mark}.${claims}.${mac.slice(0, 10)}`],
    ['with a fourth part', `${ticket}.x`],
    ['of a megabyte', `${mark}.${'A'.repeat(1_000_000)}.${mac}`],
  ])('is forged when it is %s', (_, text) => {
    expect(() => readTicket(key, text, 'phone-home', NOW)).toThrow('forged');
  });

  it('says every refusal in French too', () => {
    expect(() => readTicket(key, ticket, 'phone-home', NOW + 60_000)).toThrow(
      expect.objectContaining({
        text: { fr: 'ce ticket a expiré', en: 'this ticket has expired' },
        reason: 'expired',
      }),
    );
  });
});
