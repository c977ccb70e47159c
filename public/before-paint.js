// Runs before the first paint. The names of the entries are those web/workspace/page-storage.ts makes, the bytes of
// memory are those of web/page-limits.ts; a test holds them equal. The cache is the one of src/session/create-session.ts.
(function () {
  keepScriptsToThisSite();
  var base = 'goru:' + new URL('.', document.baseURI).pathname;
  var kept = null;
  var python = null;
  try {
    // A chosen theme must never flash the other one.
    var theme = localStorage.getItem(base + ':theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    kept = localStorage.getItem(base + ':interpreter');
    python = localStorage.getItem(base + ':python');
  } catch {
    // Without storage it is the system's theme, the default Python, and every visit is a first one.
  }
  var search = new URLSearchParams(location.search);
  // A frame in somebody's page (web/embed-view.ts): nothing is loaded before somebody runs something.
  if (search.get('embed') === '1') {
    document.documentElement.dataset.view = 'embed';
    return;
  }
  python = search.get('python') || python;
  var links = [].slice.call(document.querySelectorAll('link[data-python]'));
  var chosen = links.filter(function (link) {
    return link.dataset.python === python;
  });
  if (chosen.length === 0) {
    // The default comes first.
    chosen = links.filter(function (link) {
      return link.dataset.python === links[0].dataset.python;
    });
  }
  var interpreter = find('goru-interpreter');
  var image = find('goru-memory-image');
  var isKept = interpreter !== undefined && interpreter.href === kept && startEarly();
  // What is not kept yet is asked for now and not when the page's scripts get there.
  chosen.forEach(function (link) {
    if (!isKept || (link !== interpreter && link !== image)) link.rel = 'preload';
  });

  // The page's one Trusted Types policy, asked about every text that is to become code: the address of a script or
  // worker has to lie in the site's own folder, and nothing else is ever let through.
  function keepScriptsToThisSite() {
    if (!window.trustedTypes) return;
    var site = new URL('.', document.baseURI).href;
    window.trustedTypes.createPolicy('default', {
      createScriptURL: function (address) {
        return new URL(address, document.baseURI).href.indexOf(site) === 0 ? address : null;
      },
    });
  }

  function find(rel) {
    return chosen.filter(function (link) {
      return link.rel === rel;
    })[0];
  }

  // The interpreter's worker starts now and loads what the browser keeps, on a thread of its own, while this page
  // loads its scripts: they find it here (src/session/early-worker.ts).
  function startEarly() {
    var script = document.querySelector('link[rel=goru-worker]');
    // No storage of this kind in a page that came over plain http; no such link in development.
    if (!window.caches || script === null) return false;
    var worker = new Worker(script.href, { type: 'module', name: 'goru-python' });
    var early = { moduleUrl: kept, worker: worker, hasFailed: false };
    worker.onerror = function () {
      early.hasFailed = true;
    };
    worker.postMessage({
      type: 'goru-early-start',
      cacheName: base + ':interpreters',
      moduleUrl: kept,
      imageUrl: image === undefined ? null : image.href,
      memoryBytes: 1073741824,
    });
    window.goruEarlyWorker = early;
    return true;
  }
})();
