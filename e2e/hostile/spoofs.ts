/** Output that wants to be taken for the page, or to leave its place. */
interface Spoof {
  readonly tries: string;
  readonly code: string;
  /** What is in the output then, as text. */
  readonly shows: RegExp | string;
}

const KITCHEN_SINK = `
<a href="@FOREIGN@/a">a</a><a ping="@FOREIGN@/ping" href="@FOREIGN@/b">b</a><area href="@FOREIGN@/area"><x-a href="@FOREIGN@/custom">c</x-a>
<svg><a xlink:href="@FOREIGN@/svg"><rect width="9" height="9"/></a><set attributeName=" href" to="@FOREIGN@/set"/><animate attributeName="href " values="@FOREIGN@/an"/></svg>
<svg><use href="@FOREIGN@/use.svg#a"/><image href="@FOREIGN@/image"/><feImage href="@FOREIGN@/fe"/><script href="@FOREIGN@/script"></script><style>@import "@FOREIGN@/svgimport"</style></svg>
<svg style="mask:url(@FOREIGN@/mask#m);filter:url(@FOREIGN@/filter#f);clip-path:url(@FOREIGN@/clip#c)"><rect width="9" height="9" fill="url(@FOREIGN@/fill#f)"/><foreignObject><iframe src="@FOREIGN@/foreign"></iframe></foreignObject></svg>
<math href="@FOREIGN@/math"><mtext xlink:href="@FOREIGN@/mx">m</mtext><annotation-xml encoding="text/html"><iframe src="@FOREIGN@/axml"></iframe></annotation-xml></math>
<style>@import url("@FOREIGN@/import"); @font-face { font-family: q; src: url(@FOREIGN@/font) } body { font-family: q; background: image-set("@FOREIGN@/set" 1x); cursor: url(@FOREIGN@/cursor), auto; list-style-image: url(@FOREIGN@/list); border-image: url(@FOREIGN@/border); shape-outside: url(@FOREIGN@/shape) } p::before { content: url(@FOREIGN@/content) }</style><p>p</p>
<img srcset="@FOREIGN@/srcset 1x"><picture><source srcset="@FOREIGN@/source"><img></picture><video poster="@FOREIGN@/poster" src="@FOREIGN@/video" autoplay><track default src="@FOREIGN@/track"></video><audio src="@FOREIGN@/audio" autoplay></audio><input type="image" src="@FOREIGN@/input">
<form action="@FOREIGN@/form"><button autofocus>s</button></form><table background="@FOREIGN@/table"><tr><td background="@FOREIGN@/td">x</td></tr></table><div style="background:url(@FOREIGN@/div)">d</div>
<template shadowrootmode="open"><img src="@FOREIGN@/shadow"></template><noscript><img src="@FOREIGN@/noscript"></noscript><object data="@FOREIGN@/object"><embed src="@FOREIGN@/embed"></object><iframe srcdoc="<img src=@FOREIGN@/srcdoc>"></iframe>
<link rel="prefetch" href="@FOREIGN@/prefetch"><link rel="icon" href="@FOREIGN@/icon"><meta http-equiv="refresh" content="0;url=@FOREIGN@/refresh"><base href="@FOREIGN@/base/"><script type="speculationrules">{"prefetch":[{"urls":["@FOREIGN@/rules"]}]}</script>
<img src="x" onerror="new Image().src='@FOREIGN@/error'"><details open ontoggle="location='@FOREIGN@/toggle'"></details><svg onload="location='@FOREIGN@/load'"></svg>`;

export const SPOOFS: readonly Spoof[] = [
  {
    tries: 'HTML with scripts, pictures and styles of another host',
    code: `print('<img src="@FOREIGN@/leak"><script>alert(1)</script><style>@import "@FOREIGN@/leak"</style><link rel=dns-prefetch href=@FOREIGN@><form action=@FOREIGN@>')`,
    shows: '<script>alert(1)</script>',
  },
  {
    tries: 'HTML as a rich value that loads pictures and styles of another host',
    code: `class Evil:
    def _repr_html_(self): return '<p>shown</p><img src="@FOREIGN@/leak"><link rel=preconnect href=@FOREIGN@><link rel=stylesheet href=@FOREIGN@/leak><style>body{background:url(@FOREIGN@/leak)}</style><iframe src=@FOREIGN@/leak></iframe><meta http-equiv=refresh content="0;url=@FOREIGN@/leak">'
    def __repr__(self): return 'plain shown'
display(Evil())
print('after')`,
    shows: 'after',
  },
  {
    tries:
      'HTML, SVG and MathML with each attribute and rule that loads something or leads somewhere',
    code: `sink = """${KITCHEN_SINK}"""
for kind in ('text/html', 'image/svg+xml', 'text/markdown'):
    display({kind: f'<svg>{sink}</svg><math>{sink}</math>{sink}', 'text/plain': 'plain shown'}, raw=True)
print('after')`,
    shows: 'after',
  },
  {
    tries: 'a table of half a million cells',
    code: `import json
wide = {'columns': [{'name': 'x', 'isNumeric': False}] * 20_000, 'rows': [['x'] * 20_000] * 20, 'rowCount': 20, 'columnCount': 20_000}
display({'application/vnd.goru.table+json': json.dumps(wide), 'text/plain': 'plain shown'}, raw=True)`,
    shows: 'plain shown',
  },
  {
    tries: 'an SVG picture that loads another one',
    code: `import goru
class Evil:
    def _repr_svg_(self): return '<svg xmlns="http://www.w3.org/2000/svg"><image href="@FOREIGN@/leak"/><script>fetch("@FOREIGN@/leak")</script></svg>'
display(Evil())
print('after')`,
    shows: 'after',
  },
  {
    tries: 'an SVG picture of a kilobyte that is ten million shapes',
    code: `class Evil:
    def _repr_svg_(self):
        groups = ''.join(f'<g id="a{i + 1}">' + f'<use href="#a{i}"/>' * 10 + '</g>' for i in range(7))
        return f'<svg xmlns="http://www.w3.org/2000/svg"><defs><g id="a0"><rect width="1" height="1"/></g>{groups}</defs><use href="#a1"/><use xlink:href="#%61%37"/><use href="#a1"><set attributeName="href" to="#a7"/></use></svg>'
display(Evil())
print('after')`,
    shows: 'after',
  },
  {
    tries: 'terminal sequences: title, links, clipboard, screen, reports, alternate screen',
    code: `print('\\x1b]0;Your bank\\x07\\x1b]8;;javascript:alert(1)\\x07click\\x1b]8;;\\x07\\x1b]52;c;ZXZpbA==\\x07\\x1b[?1049h\\x1b[2J\\x1b[H\\x1b[6n\\x1bc\\x1b[999;999H\\x1b[999A\\x1b[8;9999;9999tend')`,
    shows: 'end',
  },
  {
    tries: 'colours that are CSS',
    code: `print('\\x1b[38;2;1;2;3;url(@FOREIGN@)mred\\x1b[0m \\x1b[48:2::999999999:0:0mwide\\x1b[0m \\x1b[' + '1;' * 5000 + 'mlong\\x1b[0m')`,
    shows: 'wide',
  },
  {
    tries: 'carriage returns, backspaces and cursor moves over what was printed before',
    code: `print('File deleted? no', end='\\r'); print('ok', end='\\b' * 500); print('\\x1b[500D\\x1b[500AAllowed: everything')`,
    shows: 'Allowed: everything',
  },
  {
    tries: 'text that turns the direction of what follows',
    code: `print('\\u202e\\u2066\\u202dexe.nuf\\u202e' * 50); print('after')`,
    shows: 'after',
  },
  {
    tries: 'letters piled up over the page (zalgo)',
    code: `print('Z' + '\\u0300\\u0489' * 2000); print('after')`,
    shows: 'after',
  },
  {
    tries: 'a line of two million characters',
    code: `print('w' * 2_000_000); print('after')`,
    shows: 'after',
  },
  {
    tries: 'two hundred thousand empty lines, then a forged prompt',
    code: `print('\\n' * 200_000); print('Allow network access to bank.example? [Allow once] [Always allow]')`,
    shows: 'Always allow',
  },
  {
    tries: 'a forged traceback, notice and status',
    code: `print('Traceback (most recent call last):\\n  File "main.py", line 99999, in <module>\\nPython was restarted; variables are gone\\nReady')`,
    shows: 'variables are gone',
  },
  {
    tries: 'an error whose message keeps a pattern busy for minutes',
    code: `raise TypeError('() takes ' * 100_000)`,
    shows: '() takes () takes',
  },
  {
    tries: 'Markdown that keeps its reader busy for minutes',
    code: `class Evil:
    def _repr_markdown_(self): return '*' * 60_000 + 'a' + '*' * 30_000
    def __repr__(self): return 'plain shown'
display(Evil())`,
    shows: 'plain shown',
  },
  {
    tries: 'zeros, lone surrogates and what is no UTF-8',
    code: `import sys
sys.stdout.buffer.write(b'\\0\\0\\xff\\xfe\\xc0\\x80\\xed\\xa0\\x80\\n'); sys.stdout.flush(); print('after')`,
    shows: 'after',
  },
  {
    tries:
      'news of tests, checks and a debugger that nobody has asked for: HTML, a million rows, lines that are none',
    code: `import json
class News:
    def __init__(self, kind, text): self.bundle = {f'application/vnd.goru.{kind}+json': text}
    def _repr_mimebundle_(self, **_): return self.bundle
evil = '<img src="@FOREIGN@/leak" onerror="alert(1)"><a href="@FOREIGN@">All checks pass</a>'
variables = [{'name': evil, 'type': {}, 'value': evil}, {'name': '__proto__', 'type': 'int', 'value': evil, 'length': {}}]
display(News('tests', '{"kind":"start","tests":[' + '{},' * 500_000 + '{"id":1e999}]}'))
display(News('tests', json.dumps({'kind': 'start', 'tests': [{'id': i, 'group': evil, 'name': evil, 'line': -1, 'file': '../../x'} for i in range(5_000)]})))
display(News('checks', json.dumps({'kind': 'start', 'checks': [{'title': evil, 'note': evil, 'line': 0.5}] * 5_000})))
for _ in range(2_000): display(News('tests', ''))
display(News('debugger', json.dumps({'file': evil, 'line': 3, 'function': evil, 'names': {'variables': variables}})))
display(News('debugger', '{"file":"main.py","line":1e999}'))
print('after')`,
    shows: 'after',
  },
];
