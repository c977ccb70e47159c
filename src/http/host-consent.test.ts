import { describe, expect, it } from 'vitest';
import type { HostDecision, HostRequest } from '../contract/options';
import { HostConsent } from './host-consent';
import { HostGrants } from './host-grants';

type Ask = (request: HostRequest) => HostDecision | Promise<HostDecision>;

describe('consent', () => {
  it('asks once for several requests to one host', async () => {
    const { allowed, asked } = setUp(() => 'once');
    const answers = ['https://a.test/1', 'https://a.test/2', 'http://a.test/'].map(allowed);
    expect(await Promise.all(answers)).toEqual([true, true, true]);
    expect(asked).toEqual(['a.test']);
  });

  it('holds "once" until the run ends, and "always" for good', async () => {
    const { consent, grants, allowed, asked } = setUp(({ host }) =>
      host === 'a.test' ? 'once' : 'always',
    );
    await allowed('https://a.test/');
    await allowed('https://b.test/');
    expect(consent.granted.covers(new URL('http://a.test/'))).toBe(true);
    expect(grants.hosts).toEqual(['b.test']);
    consent.endRun();
    expect(consent.granted.all).toEqual([]);
    expect(grants.hosts).toEqual(['b.test']);
    await allowed('https://a.test/');
    expect(asked).toEqual(['a.test', 'b.test', 'a.test']);
  });

  it('lets no run inherit what was answered before it began', async () => {
    const { consent, allowed, asked } = setUp(({ host }) => (host === 'a.test' ? 'once' : 'deny'));
    expect(await allowed('https://a.test/')).toBe(true);
    expect(await allowed('https://b.test/')).toBe(false);
    consent.beginRun();
    expect(consent.granted.all).toEqual([]);
    await allowed('https://a.test/');
    await allowed('https://b.test/');
    expect(asked).toEqual(['a.test', 'b.test', 'a.test', 'b.test']);
  });

  it.each(['https://sub.a.test/', 'https://a.test:8443/', 'http://a.test:443/'])(
    'lets "once" cover what was shown, not %s',
    async (other) => {
      const { consent, allowed } = setUp(() => 'once');
      await allowed('https://a.test/');
      expect(consent.granted.covers(new URL(other))).toBe(false);
    },
  );

  it('asks for a port of its own, and grants that one', async () => {
    const { grants, allowed, asked } = setUp(() => 'always');
    await allowed('https://localhost:8443/x');
    expect(asked).toEqual(['localhost:8443']);
    expect(grants.hosts).toEqual(['localhost:8443']);
  });

  it('shows the address as the browser reads it', async () => {
    const urls: string[] = [];
    const { allowed } = setUp(({ url }) => {
      urls.push(url);
      return 'deny';
    });
    await allowed('https://evil.test\\@good.test/\u202etxt');
    expect(urls).toEqual(['https://evil.test/@good.test/%E2%80%AEtxt']);
  });

  it.each(['https://com/', 'http://intranet/', `https://${'a.'.repeat(200)}test/`])(
    'never asks about %s: a yes would be too wide, or could not be read',
    async (url) => {
      const { allowed, asked } = setUp(() => 'once');
      expect(await allowed(url)).toBe(false);
      expect(asked).toEqual([]);
    },
  );

  it('counts a question that was taken back as a refusal: nobody can be worn down by flicker', async () => {
    const { consent, allowed, asked } = setUp(() => new Promise<HostDecision>(() => undefined));
    for (let i = 0; i < 8; i += 1) {
      const controller = new AbortController();
      const url = `https://host-${String(i)}.test/`;
      const gone = consent.isAllowed(asking(url, controller.signal)).catch(() => 'gone');
      await settled();
      controller.abort();
      await gone;
    }
    expect(asked).toHaveLength(5);
    expect(await allowed('https://host-0.test/')).toBe(false);
  });

  it('holds nothing against the next run that the end of the last one took back', async () => {
    const { consent, allowed, asked } = setUp(() => new Promise<HostDecision>(() => undefined));
    const controller = new AbortController();
    const gone = consent.isAllowed(asking('https://a.test/', controller.signal)).catch(() => null);
    await settled();
    controller.abort();
    consent.endRun();
    await gone;
    void allowed('https://a.test/');
    await settled();
    expect(asked).toEqual(['a.test', 'a.test']);
  });

  it('does not ask again about a host that was denied, until the next run', async () => {
    const { consent, allowed, asked } = setUp(() => 'deny');
    expect(await allowed('https://a.test/')).toBe(false);
    expect(await allowed('https://a.test/')).toBe(false);
    expect(asked).toEqual(['a.test']);
    consent.endRun();
    await allowed('https://a.test/');
    expect(asked).toEqual(['a.test', 'a.test']);
  });

  it('cannot be pestered: a program that asks 1,000 times is heard five times', async () => {
    const { allowed, asked } = setUp(() => 'deny');
    const urls = Array.from({ length: 1000 }, (_, i) => `https://host-${String(i)}.test/`);
    expect(new Set(await Promise.all(urls.map(allowed)))).toEqual(new Set([false]));
    for (const url of urls.slice(0, 100)) expect(await allowed(url)).toBe(false);
    expect(asked).toHaveLength(5);
  });

  it('puts one question at a time', async () => {
    const answers: ((decision: HostDecision) => void)[] = [];
    const { allowed, asked, waiting } = setUp(
      () => new Promise<HostDecision>((resolve) => answers.push(resolve)),
    );
    const both = [allowed('https://a.test/'), allowed('https://b.test/')];
    await settled();
    expect(asked).toEqual(['a.test']);
    answers[0]?.('once');
    expect(await both[0]).toBe(true);
    await settled();
    expect(asked).toEqual(['a.test', 'b.test']);
    answers[1]?.('deny');
    expect(await both[1]).toBe(false);
    expect(waiting).toEqual([true, false, true, false]);
  });

  it('needs no question for what an earlier answer covers', async () => {
    const { allowed, asked } = setUp(() => 'always');
    const answers = ['https://a.test/', 'https://sub.a.test/'].map(allowed);
    expect(await Promise.all(answers)).toEqual([true, true]);
    expect(asked).toEqual(['a.test']);
  });

  it('takes a question back when the last request that waits for it is gone', async () => {
    const signals: AbortSignal[] = [];
    const { consent, asked, waiting } = setUp(({ signal }) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    const first = new AbortController();
    const second = new AbortController();
    const waits = [first, second].map(({ signal }) =>
      consent.isAllowed(asking('https://a.test/', signal)),
    );
    const ends = Promise.allSettled(waits);
    await settled();
    first.abort(new Error('stopped'));
    await settled();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    second.abort(new Error('stopped'));
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    await settled();
    expect(waiting).toEqual([true, false]);
    expect(asked).toEqual(['a.test']);
  });

  it('goes on with the next question when one is taken back', async () => {
    const { consent, allowed, asked } = setUp(({ host }) =>
      host === 'a.test' ? new Promise(() => undefined) : 'once',
    );
    const controller = new AbortController();
    const gone = consent.isAllowed(asking('https://a.test/', controller.signal));
    const stays = allowed('https://b.test/');
    await settled();
    controller.abort(new Error('stopped'));
    await expect(gone).rejects.toThrow('stopped');
    expect(await stays).toBe(true);
    expect(asked).toEqual(['a.test', 'b.test']);
  });

  it('takes an error of the page for a no, and reports it', async () => {
    const { allowed, defects } = setUp(() => {
      throw new Error('bug');
    });
    expect(await allowed('https://a.test/')).toBe(false);
    expect(defects).toEqual([new Error('bug')]);
  });

  it('takes an answer that is none for a no', async () => {
    const { allowed } = setUp(() => 'yes' as HostDecision);
    expect(await allowed('https://a.test/')).toBe(false);
  });

  it('asks nobody when there is nobody, nor about a host that no grant could name', async () => {
    expect(await setUp(undefined).allowed('https://a.test/')).toBe(false);
    const { allowed, asked } = setUp(() => 'always');
    expect(await allowed("https://a';b.test/")).toBe(false);
    expect(asked).toEqual([]);
  });
});

function setUp(ask: Ask | undefined) {
  const grants = new HostGrants();
  const asked: string[] = [];
  const waiting: boolean[] = [];
  const defects: unknown[] = [];
  const consent = new HostConsent({
    grants,
    ask:
      ask
      && ((request) => {
        asked.push(request.host);
        return ask(request);
      }),
    onWaiting: (is) => waiting.push(is),
    onDefect: (error) => defects.push(error),
  });
  const allowed = (url: string): Promise<boolean> => {
    const { signal } = new AbortController();
    return consent.isAllowed(asking(url, signal));
  };
  return { consent, grants, asked, waiting, defects, allowed };
}

function asking(url: string, signal: AbortSignal) {
  return { method: 'GET', url: new URL(url), line: null, signal };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
