import { describe, expect, it, vi } from 'vitest';
import type { JsonValue } from '../contract/json';
import { DEFAULT_LIMITS } from '../contract/limits';
import type { HostDecision, HttpReport } from '../contract/options';
import type { Broker, BrokerOutcome, BrokerRequest } from './broker';
import { HostConsent } from './host-consent';
import { HostGrants } from './host-grants';
import { httpMethods } from './service';

const OK: BrokerOutcome = {
  type: 'response',
  status: 200,
  reason: 'OK',
  headers: [['content-type', 'text/plain']],
  url: 'https://api.test/final',
  body: new Uint8Array([104, 105]),
};

describe('http/request', () => {
  it('answers status, reason, headers and final URL, and the body as payload', async () => {
    const { request, sent } = setUp({ allowedHosts: ['api.test'] });
    expect(await request({ method: 'get', headers: [['X-A', 'b']] })).toEqual({
      value: {
        status: 200,
        reason: 'OK',
        headers: [['content-type', 'text/plain']],
        url: 'https://api.test/final',
      },
      payload: new Uint8Array([104, 105]),
    });
    expect(sent).toEqual([
      {
        policy: {
          sources: expect.stringContaining('https://api.test:*') as string,
          redirect: 'follow',
        },
        method: 'GET',
        url: 'https://api.test/',
        headers: [['X-A', 'b']],
        body: null,
        maxResponseBytes: DEFAULT_LIMITS.http.responseBytes,
      },
    ]);
  });

  it.each([
    ['', 'url required'],
    [`ftp://${'x'.repeat(8192)}`, 'url exceeds max length'],
    ['not a url', 'invalid url'],
    ['http://', 'invalid url'],
    ['ftp://api.test/', 'scheme must be http or https'],
    ['data:,x', 'scheme must be http or https'],
    ['blob:https://api.test/1', 'scheme must be http or https'],
    ['file:///etc/passwd', 'scheme must be http or https'],
    ['javascript:alert(1)', 'scheme must be http or https'],
    ['https://other.test/', 'http not enabled'],
  ])('checks the URL first, then whether http is on: %.20s', async (url, message) => {
    const { request } = setUp({});
    await expect(request({ url, method: 'NOPE' })).rejects.toMatchObject({ message });
  });

  it.each([
    ['https://other.test/', 'host not allowed: other.test'],
    ['https://api.test.evil.test/', 'host not allowed: api.test.evil.test'],
    ['http://api.test@evil.test/', 'host not allowed: evil.test'],
    ['http://[::1]:8000/', 'host not allowed: [::1]'],
    ['http://0x7f.1/', 'host not allowed: 127.0.0.1'],
    ['http://bücher.test:8000/', 'host not allowed: xn--bcher-kva.test'],
  ])('refuses %s', async (url, message) => {
    const { request, sent, reports } = setUp({ allowedHosts: ['api.test'] });
    await expect(request({ url })).rejects.toMatchObject({ code: 'permission', message });
    expect(sent).toEqual([]);
    const { href } = new URL(url);
    expect(reports).toMatchObject([{ url: href, outcome: 'denied', status: null, message }]);
  });

  it.each<[string, Record<string, JsonValue>, string]>([
    ['a method', { method: 'TRACE' }, 'unsupported method: TRACE'],
    ['another method', { method: 'CONNECT' }, 'unsupported method: CONNECT'],
    ['credentials in the URL', { url: 'https://u:p@api.test/' }, 'invalid url'],
    ['a cookie', { headers: [['cookie', 'a=b']] }, 'header not allowed: cookie'],
    ['a Referer', { headers: [['Referer', 'x']] }, 'header not allowed: Referer'],
    ['a Host', { headers: [['Host', 'evil.test']] }, 'header not allowed: Host'],
    ['a Sec- header', { headers: [['Sec-Fetch-Site', 'x']] }, 'header not allowed: Sec-Fetch-Site'],
    ['an agent', { headers: [['User-Agent', 'x']] }, 'header not allowed: User-Agent'],
    ['a line break', { headers: [['X-A', 'b\r\nHost: evil']] }, 'invalid header: X-A'],
    ['a name with a space', { headers: [['X A', 'b']] }, 'invalid header: X A'],
    ['what is not Latin-1', { headers: [['X-A', '→']] }, 'invalid header: X-A'],
    ['a timeout of 0', { timeoutMs: 0 }, 'timeout must be a number of seconds above 0'],
    ['a negative timeout', { timeoutMs: -1 }, 'timeout must be a number of seconds above 0'],
  ])('refuses %s', async (_what, params, message) => {
    const { request, sent } = setUp({ allowedHosts: ['api.test'] });
    await expect(request(params)).rejects.toMatchObject({ code: 'invalid-argument', message });
    expect(sent).toEqual([]);
  });

  it('takes a body up to the limit, and not for GET', async () => {
    const { request, sent } = setUp({ allowedHosts: ['api.test'] });
    const { requestBytes } = DEFAULT_LIMITS.http;
    await request({ method: 'POST', hasBody: true }, new Uint8Array(requestBytes));
    expect(sent[0]?.body).toHaveLength(requestBytes);
    await expect(
      request({ method: 'POST', hasBody: true }, new Uint8Array(requestBytes + 1)),
    ).rejects.toMatchObject({ code: 'limit', message: 'request body exceeds max size' });
    await expect(
      request({ method: 'GET', hasBody: true }, new Uint8Array(1)),
    ).rejects.toMatchObject({ message: 'a GET request cannot have a body' });
  });

  it.each<JsonValue>([
    null,
    [],
    { url: 7 },
    { headers: {} },
    { headers: [['a']] },
    { headers: [['a', 1]] },
    { headers: ['ab'] },
    { hasBody: 1 },
    { timeoutMs: '5' },
    { line: 'x' },
    { method: null },
  ])('refuses the forged request %j', async (forged) => {
    const { methods, sent } = setUp({ allowedHosts: ['*'] });
    const isPatch = typeof forged === 'object' && forged !== null && !Array.isArray(forged);
    const params: JsonValue = isPatch ? Object.assign({}, WELL_FORMED, forged) : forged;
    await expect(
      methods['http/request']?.({ params, payload: new Uint8Array(0), signal: never() }),
    ).rejects.toMatchObject({ code: 'protocol' });
    expect(sent).toEqual([]);
  });

  it('says so when time is up, and ends the request', async () => {
    vi.useFakeTimers();
    try {
      const { request, signals } = setUp({ allowedHosts: ['api.test'], answer: 'never' });
      for (const [timeoutMs, seconds] of [
        [null, 30],
        [500, 0.5],
        [60_000, 30],
      ] as const) {
        const failed = expect(request({ timeoutMs })).rejects.toMatchObject({
          code: 'timeout',
          message: `request failed: timeout after ${String(seconds)}s`,
        });
        await vi.advanceTimersByTimeAsync(seconds * 1000);
        await failed;
      }
      expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends the request when the program no longer wants it', async () => {
    const { request, signals, reports } = setUp({ allowedHosts: ['api.test'], answer: 'never' });
    const controller = new AbortController();
    const failed = expect(request({}, undefined, controller.signal)).rejects.toThrow('stopped');
    controller.abort(new Error('stopped'));
    await failed;
    expect(signals[0]?.aborted).toBe(true);
    expect(reports).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('asks for a host, and sends when the answer is yes', async () => {
    const { request, sent, asked } = setUp({ ask: () => 'once' });
    await request({ method: 'post', url: 'https://new.test:8000/x', line: 7 });
    expect(asked).toMatchObject([
      { host: 'new.test:8000', method: 'POST', url: 'https://new.test:8000/x', line: 7 },
    ]);
    expect(sent[0]?.policy.sources).toContain('https://new.test:8000');
  });

  it('does not trouble anybody with a request that could not be sent', async () => {
    const { request, asked } = setUp({ ask: () => 'once' });
    await expect(request({ method: 'NOPE' })).rejects.toMatchObject({
      message: 'unsupported method: NOPE',
    });
    expect(asked).toEqual([]);
  });

  it('reports what became of every request', async () => {
    const { request, reports } = setUp({ allowedHosts: ['api.test'] });
    await request({ method: 'head' });
    await expect(request({ url: 'nonsense' })).rejects.toThrow();
    expect(reports).toMatchObject([
      {
        method: 'HEAD',
        url: 'https://api.test/',
        outcome: 'answered',
        status: 200,
        responseBytes: 2,
        message: null,
      },
      { url: 'nonsense', outcome: 'failed', status: null, message: 'invalid url' },
    ]);
  });

  it('reports the address that is asked, not one that looks like another', async () => {
    const { request, reports } = setUp({ allowedHosts: ['*'] });
    for (const url of [
      'https://\u0430pple.test/',
      'https://evil.test/\u202etset.elppa',
      'https:\\\\evil.test\\@apple.test/',
      'no\u202eURL',
    ]) {
      await request({ url }).catch(() => undefined);
    }
    await expect(request({ method: 'G\u202eT' })).rejects.toThrow('unsupported method');
    expect(reports.map(({ url }) => url)).toEqual([
      'https://xn--pple-43d.test/',
      'https://evil.test/%E2%80%AEtset.elppa',
      'https://evil.test/@apple.test/',
      'no�URL',
      'https://api.test/',
    ]);
    expect(reports.at(-1)).toMatchObject({ method: 'G�T', message: 'unsupported method: G�T' });
  });

  it('reports no more of what a program wrote than somebody reads', async () => {
    const { request, reports } = setUp({ allowedHosts: ['api.test'] });
    const long = 'X'.repeat(1_000_000);
    await expect(request({ method: long })).rejects.toThrow('unsupported method: X');
    await expect(request({ headers: [[long, '→']] })).rejects.toThrow('invalid header: X');
    await expect(request({ url: `https://api.test/${long}` })).rejects.toThrow('max length');
    expect(JSON.stringify(reports).length).toBeLessThan(20_000);
  });

  it.each([
    ['redirect-blocked', 'api.test redirected to a host that is not allowed'],
    ['cors', 'api.test does not let web pages read its answers (CORS)'],
    ['unreachable', 'api.test could not be reached'],
    [
      'cors-or-unreachable',
      'api.test could not be reached, or does not let web pages read its answers (CORS)',
    ],
    ['offline', 'this device is offline'],
    ['mixed-content', 'a page over https may not send a request over http (mixed content)'],
    ['cut-off', 'api.test broke off its answer after 7 bytes'],
    ['no-broker', 'the page that sends requests (broker.html) did not start'],
  ] as const)('explains the failure "%s", with advice beside it', async (reason, words) => {
    const answer: BrokerOutcome = { type: 'failure', reason, receivedBytes: 7 };
    const { request } = setUp({ allowedHosts: ['api.test'], answer });
    await expect(request({})).rejects.toMatchObject({
      code: 'network',
      message: `request failed: ${words}`,
      notes: expect.arrayContaining([expect.any(String)]) as string[],
    });
  });

  it('follows no redirect of an IPv6 address, and says why and what to do', async () => {
    const answer: BrokerOutcome = {
      type: 'failure',
      reason: 'redirect-unfollowed',
      receivedBytes: 0,
    };
    const { request, sent } = setUp({ allowedHosts: ['[::1]'], answer });
    await expect(request({ url: 'http://[::1]:8000/' })).rejects.toMatchObject({
      code: 'network',
      message:
        'request failed: [::1] redirected, and redirects of an IPv6 address are not followed',
      notes: [
        'The browser has no way to limit where a redirect of an IPv6 address leads. Request the final address itself, or write the name of the server in place of its address (localhost for [::1]) and allow that.',
      ],
    });
    expect(sent[0]?.policy).toEqual({ sources: 'http: https:', redirect: 'manual' });
  });

  it('says that a blocked redirect may have led to an IPv6 address, where one is allowed', async () => {
    const answer: BrokerOutcome = { type: 'failure', reason: 'redirect-blocked', receivedBytes: 0 };
    const { request, sent } = setUp({ allowedHosts: ['api.test', '[::1]'], answer });
    await expect(request({})).rejects.toMatchObject({
      message:
        'request failed: api.test redirected to a host that is not allowed, or to an IPv6 address',
      notes: [
        expect.stringContaining('does not tell where it led'),
        'A redirect to an IPv6 address is never followed, not even to one that is allowed: the browser has no way to allow it. Request that address itself.',
      ],
    });
    expect(sent[0]?.policy.redirect).toBe('follow');
    expect(sent[0]?.policy.sources).not.toContain('::1');
  });

  it('makes a response over the limit an error', async () => {
    const answer: BrokerOutcome = { type: 'failure', reason: 'too-large', receivedBytes: 7 };
    const { request } = setUp({ allowedHosts: ['api.test'], answer });
    await expect(request({})).rejects.toMatchObject({
      code: 'limit',
      message: 'response body exceeds max size',
    });
  });
});

const WELL_FORMED = {
  method: 'GET',
  url: 'https://api.test/',
  headers: [],
  timeoutMs: null,
  hasBody: false,
  line: null,
};

interface SetUp {
  allowedHosts?: string[];
  ask?: () => HostDecision;
  answer?: BrokerOutcome | 'never';
}

function setUp({ allowedHosts = [], ask, answer = OK }: SetUp) {
  const sent: BrokerRequest[] = [];
  const signals: AbortSignal[] = [];
  const asked: unknown[] = [];
  const reports: HttpReport[] = [];
  const broker: Broker = {
    send: (request, { signal }) => {
      sent.push(request);
      signals.push(signal);
      if (answer !== 'never') return Promise.resolve(answer);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    },
    close: () => undefined,
  };
  const grants = new HostGrants(allowedHosts);
  const consent = new HostConsent({
    grants,
    ask:
      ask
      && ((request) => {
        asked.push(request);
        return ask();
      }),
    onWaiting: () => undefined,
    onDefect: (error) => {
      throw error;
    },
  });
  const methods = httpMethods({
    grants,
    consent,
    broker,
    limits: DEFAULT_LIMITS.http,
    isEnabled: () => ask !== undefined || grants.hosts.length > 0,
    onReport: (report) => reports.push(report),
    onProgress: () => undefined,
  });
  const request = async (
    params: Record<string, JsonValue>,
    payload = new Uint8Array(0),
    signal = never(),
  ) => methods['http/request']?.({ params: { ...WELL_FORMED, ...params }, payload, signal });
  return { methods, request, sent, signals, asked, reports };
}

function never(): AbortSignal {
  return new AbortController().signal;
}
