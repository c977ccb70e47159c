import assert from 'node:assert/strict';
import type { PlaygroundPage } from '../support/playground-page';
import type { Arena } from './arena';
import { SPOOFS } from './spoofs';

/** Shows each of them in the app, and looks at what becomes of it. The page is open and ready. */
export async function trySpoofs(
  playground: PlaygroundPage,
  foreign: Arena['foreign'],
): Promise<void> {
  const { driver } = playground;
  const before = await driver.evaluate('document.title');
  for (const { tries, code, shows } of SPOOFS) {
    await playground.run(code.replaceAll('@FOREIGN@', foreign.origin));
    await playground.waitForOutput(shows);
    await playground.waitForStatus('Ready');
    const seen = { tries, ...((await driver.evaluate(LOOK_AROUND)) as object) };
    const nothing = { elements: 0, dialogs: 0, panels: 0, spillsOver: false };
    assert.deepEqual(seen, { tries, title: before, ...nothing });
    assert.deepEqual({ tries, heard: foreign.log }, { tries, heard: [] });
    await playground.click('Clear output');
  }
}

/** Anything in the output that is no text, anything that a run has opened, and whether the output is painted elsewhere. */
const LOOK_AROUND = `(() => {
  const log = document.querySelector('[role=log]');
  const { top, left, width } = document.querySelector('.top-bar').getBoundingClientRect();
  const hits = [0.1, 0.5, 0.9].map((share) => document.elementFromPoint(left + width * share, top + 4));
  return {
    title: document.title,
    elements: log.querySelectorAll('img, a, script, style, link, form, svg, video').length,
    dialogs: document.querySelectorAll('dialog[open], [role=dialog]').length,
    panels: document.querySelectorAll('[aria-label=Debugger], [aria-label=Checks]').length,
    spillsOver: hits.some((hit) => hit !== null && log.contains(hit)),
  };
})()`;
