import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { connectArrivals } from './arrivals';
import { createNoticeBoard } from './ui/notice-board';
import { NotLoaded } from './ui/not-loaded';
import { createStore } from './ui/store';
import type { KeptState } from './kept';
import type { LinkHost } from './workspaces/watch-links';

const LINK = 'https://site.example/x/#g1=abc';
const RELOAD = /^A part of the page could not be loaded\. Reload the page/;

beforeEach(() => {
  const location = new URL('https://site.example/x/');
  const replaceState = (_state: unknown, _title: string, path: string): void => {
    location.href = new URL(path, location).href;
  };
  vi.stubGlobal('window', { location, history: { state: null, replaceState } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

type Options = Parameters<typeof connectArrivals>[0];

function connect(keepUntouched: () => Promise<boolean>, load: NonNullable<Options['load']>) {
  const kept = createStore<KeptState>({ unkept: [] });
  const notices = createNoticeBoard();
  let host: LinkHost | null = null;
  connectArrivals({
    links: { connect: (next) => void (host = next) },
    place: { hash: '#g1=own', keepUntouched },
    kept,
    notices,
    workspace: { saveNow: () => (kept.update({ unkept: ['code'] }), false) },
    whenBrought: Promise.resolve(),
    load,
  });
  const { location } = window;
  return { host: host as unknown as LinkHost, kept, notices, location };
}

const offline = () => Promise.reject(new TypeError('Failed to fetch'));
const said = ({ store }: Options['notices']) => store.get().notice?.text;

it('a link that cannot be asked about stays in the address', async () => {
  const { host, notices, location } = connect(() => Promise.resolve(true), offline);
  host.askAbout(new URL(LINK));
  await vi.waitFor(() => {
    expect(said(notices)).toMatch(RELOAD);
  });
  expect(location.href).toBe(LINK);
});

it.each([
  ['there is no room for it', () => Promise.resolve(false)],
  ['nobody could find out whether there is room', () => Promise.reject(new NotLoaded())],
])('the page’s own stays there while %s, and until there is some', async (_why, keepUntouched) => {
  const { kept, notices, location } = connect(keepUntouched, offline);
  await vi.waitFor(() => {
    expect(said(notices)).toMatch(RELOAD);
  });
  expect(location.hash).toBe('#g1=own');
  kept.update({ unkept: ['values'] });
  expect(location.hash).toBe('');
});

it('one that is kept leaves no trace in the address', async () => {
  const keepUntouched = vi.fn(() => Promise.resolve(true));
  const { notices, location } = connect(keepUntouched, offline);
  await vi.waitFor(() => {
    expect(keepUntouched).toHaveBeenCalled();
  });
  expect([said(notices), location.hash]).toEqual([undefined, '']);
});
