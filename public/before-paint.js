// Runs before the first paint. The names of the entries are those web/workspace/page-storage.ts makes; a test holds
// them equal.
(function () {
  var base = 'goru:' + new URL('.', document.baseURI).pathname;
  var kept = null;
  try {
    // A chosen theme must never flash the other one.
    var theme = localStorage.getItem(base + ':theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    kept = localStorage.getItem(base + ':interpreter');
  } catch {
    // Without storage it is the system's theme, and every visit is a first one.
  }
  // What is not kept yet is asked for now and not when the page's scripts get there.
  var interpreter = document.querySelector('link[rel="goru-interpreter"]');
  if (interpreter && interpreter.href !== kept) interpreter.rel = 'preload';
})();
