import { snakeCase } from './snake-case.js';

describe('snakeCase', () => {
  it.each([
    ['id', 'id'],
    ['assetTag', 'asset_tag'],
    ['payloadSha256', 'payload_sha256'],
    ['lastSeenAt', 'last_seen_at'],
    ['sourceURL', 'source_url'],
    ['URLPath', 'url_path'],
    ['already_snake', 'already_snake'],
  ])('writes %s as %s', (property, column) => {
    expect(snakeCase(property)).toBe(column);
  });
});
