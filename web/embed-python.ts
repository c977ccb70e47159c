/**
 * The script of embed-python.html, a frame that nobody sees: Python for a page that embeds snippets, of this site or any other. The page is not trusted:
 * its programs are granted no storage, no files, no network and no packages, and nothing that it says can change that.
 */
import { createInterpreters } from './embed/interpreters';
import { isConnect, PROTOCOL_VERSION } from './embed/protocol';
import { servePage } from './embed/serve-page';
import { holdOwnBuild } from './offline/own-build';
import { CHECKS_TYPE, newsOf, takeCheckNews } from './run-modes/news';
import { createSession } from '../src/index';
import type { MimeBundle } from '../src/index';
import type { Interpreters, SessionHooks } from './embed/interpreters';
import type { Report } from './embed/protocol';
import type { CheckItem } from './run-modes/news';

/** A page shows no more than this of one run. */
const OUTPUT_BYTES = 1_000_000;

/** What shows lines and no terminal: libraries leave out colours and progress bars that redraw themselves. */
const PLAIN_TERMINAL = { TERM: 'dumb', NO_COLOR: '1' };

holdOwnBuild();
window.addEventListener(
  'message',
  function connect({ source, data, ports }: MessageEvent<unknown>) {
    const [port] = ports;
    // Only the page around this frame, and once.
    if (source !== window.parent || window.parent === window || port === undefined) return;
    if (!isConnect(data)) return;
    window.removeEventListener('message', connect);
    if (data.version !== PROTOCOL_VERSION) {
      // A copy of goru-embed.js that is older or newer than this site.
      port.postMessage({ type: 'connected', version: PROTOCOL_VERSION } satisfies Report);
      return;
    }
    const report = servePage(
      port,
      startInterpreters((message) => {
        report(message);
      }),
      readChecks,
    );
  },
);

function readChecks(): (news: MimeBundle) => readonly CheckItem[] {
  let checks: readonly CheckItem[] = [];
  return (news) => {
    checks = takeCheckNews(checks, newsOf(news, CHECKS_TYPE));
    return checks;
  };
}

function startInterpreters(report: (message: Report) => void): Interpreters {
  return createInterpreters({
    start: (hooks: SessionHooks) =>
      createSession({
        ...hooks,
        env: PLAIN_TERMINAL,
        limits: { outputBytes: OUTPUT_BYTES },
      }),
    onStatus: (status) => {
      if (status.state !== 'loading') return;
      const { loadedBytes, totalBytes } = status;
      report({ type: 'loading', share: totalBytes > 0 ? loadedBytes / totalBytes : 0 });
    },
  });
}
