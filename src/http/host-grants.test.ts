import { describe, expect, it } from 'vitest';
import { connectPolicy } from './connect-policy';
import { HostGrants } from './host-grants';

describe('a grant', () => {
  it.each([
    ['API.Example.com', 'api.example.com'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['localhost:8000', 'localhost:8000'],
    ['example.com:80', 'example.com:80'],
    ['example.com:443', 'example.com:443'],
    ['127.1', '127.0.0.1'],
    ['0x7f.0.0.1', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['[0:0:0:0:0:0:0:1]:8000', '[::1]:8000'],
    ['[::FFFF:127.0.0.1]', '[::ffff:7f00:1]'],
    ['*', '*'],
  ])('%s is kept as %s', (given, kept) => {
    expect(new HostGrants([given]).hosts).toEqual([kept]);
  });

  it.each([
    '',
    ' ',
    'a b',
    'https://example.com',
    'example.com/path',
    'example.com?x',
    'example.com#x',
    'user@example.com',
    'a;b',
    'a,b',
    "a'b",
    'a"b',
    '*.example.com',
    'example.com:',
    'example.com:0',
    'example.com:65536',
    'example.com:8000:1',
    'example.com.',
    'a..b',
    '::1',
    '[::1',
    'ex%61mple.com',
    'example.com\n',
    "'unsafe-eval'",
    'a;connect-src *',
  ])('%j is refused', (given) => {
    expect(() => new HostGrants([given])).toThrow(/^not a host: /);
  });

  it('is taken back in whichever way it is written', () => {
    const grants = new HostGrants(['[::1]', 'example.com', '10.0.0.1']);
    grants.remove('[0::1]');
    grants.remove('EXAMPLE.com');
    grants.remove('10.1');
    expect(grants.hosts).toEqual([]);
  });
});

describe('grants cover', () => {
  it.each([
    ['example.com', 'https://example.com/'],
    ['example.com', 'http://EXAMPLE.com:8080/x?y'],
    ['example.com', 'https://a.b.example.com/'],
    ['example.com', 'https://user:pass@example.com/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
    ['localhost:8000', 'http://localhost:8000/'],
    ['example.com:443', 'https://example.com/'],
    ['example.com:80', 'http://example.com/'],
    ['127.0.0.1', 'http://0x7f000001/'],
    ['127.0.0.1', 'http://017700000001/'],
    ['127.0.0.1', 'http://2130706433:8000/'],
    ['[::1]', 'http://[0:0:0:0:0:0:0:1]:8000/'],
    ['*', 'https://anything.example/'],
  ])('%s: %s', (grant, url) => {
    expect(new HostGrants([grant]).covers(new URL(url))).toBe(true);
  });

  it.each([
    ['api.example.com', 'https://example.com/'],
    ['api.example.com', 'https://api.example.com.evil.test/'],
    ['example.com', 'https://evilexample.com/'],
    ['allowed.test', 'http://allowed.test@evil.test/'],
    ['allowed.test', 'http://evil.test/allowed.test'],
    ['example.com', 'https://example.com./'],
    ['localhost:8000', 'http://localhost/'],
    ['localhost:8000', 'http://localhost:8001/'],
    ['example.com:80', 'https://example.com/'],
    ['0.0.1', 'http://127.0.0.1/'],
    ['127.0.0.1', 'http://[::ffff:127.0.0.1]/'],
    ['127.0.0.1', 'http://127.0.0.2/'],
    ['[::1]', 'http://[::2]/'],
    ['1', 'http://127.0.0.1/'],
  ])('%s, but not %s', (grant, url) => {
    expect(new HostGrants([grant]).covers(new URL(url))).toBe(false);
  });
});

describe('the policy for a frame', () => {
  const policyOf = (grants: string[], url = 'https://any.test/') =>
    connectPolicy(new HostGrants(grants).all, new URL(url));

  it('names a host with every port, and its subdomains', () => {
    expect(policyOf(['h.test'])).toEqual({
      sources: 'http://*.h.test:* http://h.test:* https://*.h.test:* https://h.test:*',
      redirect: 'follow',
    });
  });

  it('names a port where the grant does, and no subdomains of an address', () => {
    expect(policyOf(['10.0.0.1:8000']).sources).toBe('http://10.0.0.1:8000 https://10.0.0.1:8000');
  });

  it('does not depend on the order of the grants', () => {
    expect(policyOf(['a.test', 'b.test'])).toEqual(policyOf(['b.test', 'a.test']));
  });

  it('lets a request to an IPv6 address go, and none of its redirects', () => {
    const grants = ['[::1]', 'h.test'];
    expect(policyOf(grants, 'http://[::1]:8000/')).toEqual({
      sources: 'http: https:',
      redirect: 'manual',
    });
    expect(policyOf(grants, 'http://h.test/')).toEqual(policyOf(['h.test']));
  });

  it('is open for *', () => {
    expect(policyOf(['h.test', '*'])).toEqual({ sources: 'http: https:', redirect: 'follow' });
  });
});
