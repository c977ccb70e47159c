import { expect, it } from 'vitest';
import { hostsAskedFor } from './hosts-asked-for';

it('asks about hosts, and not about a top-level domain with all that is below it', () => {
  const hosts = ['api.example.com', '127.0.0.1:8000', 'localhost:8000', '[::1]:80', '[::1]'];
  expect(hostsAskedFor([...hosts, 'com', 'com:443', 'dev', 'intranet:8080'], [])).toEqual(hosts);
});

it('asks about none that is allowed already', () => {
  expect(hostsAskedFor(['a.example', 'b.example'], ['a.example'])).toEqual(['b.example']);
});
