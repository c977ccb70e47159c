/** What browsers report as a problem of a page although nothing of it is wrong. */
import type { Page } from '@playwright/test';

/**
 * All of them come of the channel for browsers without JSPI, in which a blocked worker asks the service worker with
 * synchronous requests. If one of these were not harmless, the test would fail by itself.
 */
const HARMLESS: readonly RegExp[] = [
  // A request ended without an answer because its service worker was restarted: the worker asks again, by design.
  /^console: Failed to load resource.*\/__goru_channel__/s,
  // Firefox, when a worker is ended during such a request: there is nobody left who could get the answer.
  /^uncaught: (?:Error: )?Failed to load ‘’\. A ServiceWorker intercepted the request and encountered an unexpected error\.(?=\n|$)/,
];

type Channel = 'auto' | 'jspi' | 'service-worker';

/** @param problem As a driver tells it: `console: …` or `uncaught: …`. */
export function isHarmless(problem: string, channel: Channel): boolean {
  return channel === 'service-worker' && HARMLESS.some((report) => report.test(problem));
}

/** The errors that escape in a page from now on, for a test that must end without any. */
export function escapedErrors(page: Page, channel: Channel, allowed?: RegExp): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => {
    const problem = `uncaught: ${message}`;
    if (allowed?.test(message) !== true && !isHarmless(problem, channel)) errors.push(problem);
  });
  return errors;
}
