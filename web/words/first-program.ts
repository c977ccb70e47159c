import hello from '../examples/programs/hello.py?raw';
import { inLanguage } from './in-language';

/** What a first visit shows: a text like the others, for whoever cannot read the page's other language. */
export const english = { code: hello };

export const words = inLanguage('firstProgram', english);
