/** What the chaos happens to: one browser profile, its tabs, the site's server, an index and somebody else's server. */
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { startApiServer, type ApiServer } from '../support/api-server.mjs';
import { makeWheel } from '../support/make-wheel.mjs';
import { createIndex, type PackageIndex } from '../support/python-index-server.mjs';
import { SITE_PATH } from '../support/site.mjs';
import { Beside } from './beside';
import { ChaosTab } from './chaos-tab';
import { startFlakySite, type FlakySite } from './flaky-site';
import type { KeptRecord } from './kept';
import { readChoice, readRecords, watchChoice } from './kept';
import { Workspaces } from './workspaces';

/** After the network has come back, what was on its way may still fail. */
const OUTAGE_ECHO_MS = 8_000;
/** Two are enough to compete, and four interpreters are as much as two processors bear. */
const TABS_MAX = 2;
/** One for each tab, and for one that is opened for a moment. */
const HANDS = ['h1', 'h2', 'h3'];
/** So few that each is used again. */
const WORKSPACES_MAX = 4;
/** With all that links and archives bring, and what is deleted. */
const ALL_WORKSPACES_MAX = 12;
/** How long a page may be on its way to another while somebody wants to look into it. */
const LOOK_MS = 15_000;

export interface Counts {
  actions: number;
  skipped: number;
  reloads: number;
  kills: number;
  flips: number;
  quotas: number;
  /** Links that were followed to the end. */
  links: number;
  /** Workspaces that came out of an archive. */
  imported: number;
  checks: number;
}

export class World {
  readonly context: BrowserContext;
  readonly site: FlakySite;
  readonly index: PackageIndex;
  readonly api: ApiServer;
  readonly workspaces = new Workspaces();
  readonly beside: Beside;
  readonly counts: Counts = {
    actions: 0,
    skipped: 0,
    reloads: 0,
    kills: 0,
    flips: 0,
    quotas: 0,
    links: 0,
    imported: 0,
    checks: 0,
  };
  tabs: ChaosTab[] = [];
  /** The last text that somebody typed into main.py, in whichever tab, and whether the page has said that it is saved. */
  lastMark = { mark: 0, isSaved: false };
  isOffline = false;
  isServerGone = false;
  /** Something has been given up halfway, or was deleted: nothing of it may stay. */
  mayHaveLeftovers = false;
  #lastOutage = 0;
  #isKilling = false;
  #tabCount = 0;
  #markCount = 0;

  private constructor(options: {
    context: BrowserContext;
    site: FlakySite;
    index: PackageIndex;
    api: ApiServer;
  }) {
    this.context = options.context;
    this.site = options.site;
    this.index = options.index;
    this.api = options.api;
    this.beside = new Beside(options);
  }

  static async open(context: BrowserContext): Promise<World> {
    const [site, api, index] = await Promise.all([
      startFlakySite(),
      startApiServer('127.0.0.1', 'localhost'),
      createIndex(
        ['lesson', 'more'].map((name) =>
          makeWheel({ name, version: '1.0', files: { [`${name}.py`]: 'V = 1\n' } }),
        ),
      ),
    ]);
    await context.addInitScript(
      ([key, url]) => {
        if (window === window.top && location.protocol === 'http:') localStorage.setItem(key, url);
      },
      [`goru:${SITE_PATH}:package-index`, index.url] as const,
    );
    await watchChoice(context);
    return new World({ context, site, api, index });
  }

  async close(): Promise<void> {
    await this.context.close();
    await Promise.all([this.site.close(), this.api.close(), this.index.close()]);
  }

  get tab(): ChaosTab {
    const [tab] = this.tabs;
    if (tab === undefined) throw new Error('no tab is open');
    return tab;
  }

  /** The browser has no room for more. */
  get isShort(): boolean {
    return this.beside.isShort;
  }

  get hasRoomForWorkspace(): boolean {
    const { live, size } = this.workspaces;
    return live < WORKSPACES_MAX && size < ALL_WORKSPACES_MAX;
  }

  /** Not everything can be had, or stored, now. */
  get isDisturbed(): boolean {
    return this.isShort || this.#isOutage();
  }

  get hasRoomForTab(): boolean {
    return this.tabs.length < TABS_MAX;
  }

  /** Numbers texts and files, each number once. */
  nextMark(): number {
    this.#markCount += 1;
    return this.#markCount;
  }

  /** Opens a tab, which is in front from now on, perhaps with the fragment of a link. */
  async openTab(hash = ''): Promise<ChaosTab> {
    const tab = this.takeTab(await this.context.newPage());
    await tab.page.goto(this.site.url + hash);
    return tab;
  }

  /** A tab that the page has opened, which is in front from now on. */
  takeTab(page: Page): ChaosTab {
    this.#tabCount += 1;
    const isFree = (name: string): boolean => this.tabs.every(({ hand }) => hand !== name);
    const tab = new ChaosTab({
      page,
      id: `t${String(this.#tabCount)}`,
      hand: HANDS.find(isFree) ?? 'h',
      site: this.site,
      modelOf: (workspace) => this.workspaces.of(workspace),
      isOutage: () => this.#isOutage(),
      isShort: () => this.isShort,
      isKilling: () => this.#isKilling,
    });
    this.tabs.unshift(tab);
    return tab;
  }

  /** Looks into the page in front, which may be on its way to another. */
  async look<T>(read: (page: Page) => Promise<T>): Promise<T> {
    const deadline = Date.now() + LOOK_MS;
    for (;;) {
      try {
        return await read(this.tab.page);
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await delay(100);
      }
    }
  }

  /** Which workspaces tabs show. */
  async openWorkspaces(): Promise<Set<string>> {
    const ids = await Promise.all(this.tabs.map(({ page }) => readChoice(page).catch(() => null)));
    return new Set(ids.filter((id) => id !== null));
  }

  /** What there is now; what is new gets what was promised of it. */
  async noticeWorkspaces(): Promise<KeptRecord[]> {
    const records = await this.look(readRecords);
    this.workspaces.notice(records, await this.openWorkspaces());
    return records;
  }

  toFront(tab: ChaosTab): void {
    this.tabs = [tab, ...this.tabs.filter((other) => other !== tab)];
  }

  /** The tab's process dies, and it is gone. */
  async kill(tab: ChaosTab): Promise<void> {
    await tab.hear();
    this.#isKilling = true;
    const cdp = await this.context.newCDPSession(tab.page);
    const crashed = tab.page.waitForEvent('crash', { timeout: 10_000 });
    // There is nobody left to answer.
    cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    for (const dead of this.tabs.filter(({ isKilled }) => isKilled)) await this.#remove(dead);
    this.#isKilling = false;
  }

  /** The tab is closed, as by its cross: it hears of that a moment before. */
  async closeTab(tab: ChaosTab): Promise<void> {
    await tab.hear();
    await this.#remove(tab);
  }

  async setOffline(isOffline: boolean): Promise<void> {
    this.#lastOutage = Date.now();
    this.isOffline = isOffline;
    await this.context.setOffline(isOffline);
  }

  async setServerGone(isGone: boolean): Promise<void> {
    this.#lastOutage = Date.now();
    await this.site.setUp(!isGone);
    this.isServerGone = isGone;
  }

  /** Leaves so many bytes more than are used now; null is the browser's own quota. */
  async setRoom(bytes: number | null): Promise<void> {
    await this.beside.setRoom(bytes, this.tab.page);
  }

  /** Whether the text with this mark is to be found by the person who typed it: in the editor or put aside. */
  async isMarkKept(mark: number): Promise<boolean> {
    const kept = await this.tab.page.evaluate(() =>
      Array.from({ length: localStorage.length }, (_, i) =>
        localStorage.getItem(localStorage.key(i) ?? ''),
      ).join('\n'),
    );
    return new RegExp(`# text ${String(mark)}\\b`).test(kept);
  }

  async #remove(tab: ChaosTab): Promise<void> {
    tab.isKilled = true;
    this.tabs = this.tabs.filter((other) => other !== tab);
    await tab.page.close();
  }

  #isOutage(): boolean {
    return this.isOffline || this.isServerGone || Date.now() - this.#lastOutage < OUTAGE_ECHO_MS;
  }
}
