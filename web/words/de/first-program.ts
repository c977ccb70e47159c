import hello from '../../examples/programs/de/hello.py?raw';
import type { Words } from '../shape';

export const firstProgram: Words['firstProgram'] = { code: hello };
