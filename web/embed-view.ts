import { defineGoruPython } from './embed/goru-python';
import { createRuntimeLink } from './embed/runtime-link';
import { isShareFragment, readShareFragment } from './share/share-link';
import { addressOfProgram } from './share/write-link';
import { decodeCodeFragment } from './workspace/code-link';
import { findLanguage, preferredLanguage, speakLanguage } from './words/choose-language';
import { words as firstProgram } from './words/first-program';
import { words } from './words/share';
import type { GoruPythonElement } from './embed/goru-python';
import type { SharedProgram } from './share/shared-program';
import fill from './embed/fill.css?inline';
import './embed-view.css';

/**
 * embed.html and `?embed=1`: the program of the address with an editor, Run and its output, for a frame in somebody's page. The page
 * around it is not trusted, so programs have here what snippets have: nothing but their own memory.
 */
export async function showEmbedView(root: HTMLElement): Promise<void> {
  try {
    await show(root);
  } catch (error) {
    root.append(paragraph(words().viewFailed(String(error))));
    throw error;
  }
}

async function show(root: HTMLElement): Promise<void> {
  const parameters = new URLSearchParams(window.location.search);
  const language = findLanguage(parameters.get('lang')) ?? preferredLanguage(navigator.languages);
  await speakLanguage(language, document.documentElement);
  const site = new URL('.', document.baseURI);
  defineGoruPython({
    extraStyle: fill,
    runtime: createRuntimeLink(new URL('embed-python.html', site)),
    addressOf: (code) => addressOfProgram(site, code),
  });
  const { hash } = window.location;
  // The page around it may have another program for this frame.
  window.addEventListener('hashchange', () => {
    window.location.reload();
  });
  showTheme(parameters.get('theme'));
  // No frame of another site can see how dark the page is around it; and another address would cost what was typed.
  window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
    if (source !== window.parent || typeof data !== 'object' || data === null) return;
    if ('theme' in data) showTheme(data.theme);
  });

  const view = document.createElement('main');
  view.className = 'embed-view';
  root.replaceChildren(view);
  let code = decodeCodeFragment(hash) ?? firstProgram().code;
  if (isShareFragment(hash)) {
    const content = await readShareFragment(hash);
    if (content.kind === 'problem') {
      view.append(paragraph(content.problem));
      return;
    }
    code = content.program.files[0]?.text ?? '';
    if (needsMore(content.program)) view.append(fullPageNote(site.href + hash));
  }
  const snippet = document.createElement('goru-python') as GoruPythonElement;
  snippet.code = code;
  view.append(snippet);
}

/** Anything but a theme means the system's. */
function showTheme(theme: unknown): void {
  const { dataset } = document.documentElement;
  if (theme === 'light' || theme === 'dark') dataset['theme'] = theme;
  else delete dataset['theme'];
}

function needsMore({ files, packages, hosts, kv, mounts }: SharedProgram): boolean {
  return files.length > 1 || [packages, hosts, kv, mounts].some((wish) => wish !== undefined);
}

function fullPageNote(address: string): HTMLElement {
  const note = paragraph('');
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener';
  link.textContent = words().wholePage;
  const [before = '', after = ''] = words().usesMore.split('{link}');
  note.append(before, link, after);
  return note;
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = 'embed-note';
  element.textContent = text;
  return element;
}
