// Runs before the first paint. The names of the entries are those web/workspace/page-storage.ts makes; a test holds
// them equal.
(function () {
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
  // What is not kept yet is asked for now and not when the page's scripts get there. The default comes first.
  python = new URLSearchParams(location.search).get('python') || python;
  var links = [].slice.call(document.querySelectorAll('link[data-python]'));
  var chosen = links.filter(function (link) {
    return link.dataset.python === python;
  });
  (chosen.length > 0 ? chosen : links.slice(0, 2)).forEach(function (link) {
    if (link.href !== kept) link.rel = 'preload';
    else compileKept(link.href);
  });

  // The scripts that use it arrive when half of this is done: src/session/early-module.ts.
  function compileKept(url) {
    // Not in a page that came over plain http.
    if (!window.caches) return;
    var module = window.caches.match(url).then(function (response) {
      return response && WebAssembly.compileStreaming(response);
    });
    // Whoever waits for it takes the long way then, and reports what is wrong there.
    module.catch(function () {});
    window.goruEarlyModule = { url: url, module: module };
  }
})();
