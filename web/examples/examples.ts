import cells from './programs/cells.py?raw';
import charts from './programs/charts.py?raw';
import clocks from './programs/clocks.py?raw';
import database from './programs/database.py?raw';
import exercise from './programs/exercise.py?raw';
import flower from './programs/flower.py?raw';
import gather from './programs/gather.py?raw';
import notebook from './programs/notebook.py?raw';
import pictures from './programs/pictures.py?raw';
import planets from './programs/planets.py?raw';
import progress from './programs/progress.py?raw';
import queens from './programs/queens.py?raw';
import report from './programs/report.py?raw';
import shapes from './programs/shapes.py?raw';
import tested from './programs/tested.py?raw';
import weather from './programs/weather.py?raw';
import { words as firstProgram } from '../words/first-program';
import type { words } from '../words/examples';

export interface Example {
  /** What it is called and what it shows, in web/words/examples.ts. */
  name: keyof ReturnType<typeof words>['programs'];
  code: () => string;
}

export const EXAMPLES: readonly Example[] = [
  { name: 'hello', code: () => firstProgram().code },
  { name: 'shapes', code: () => shapes },
  { name: 'queens', code: () => queens },
  { name: 'flower', code: () => flower },
  { name: 'cells', code: () => cells },
  { name: 'exercise', code: () => exercise },
  { name: 'tested', code: () => tested },
  { name: 'pictures', code: () => pictures },
  { name: 'charts', code: () => charts },
  { name: 'progress', code: () => progress },
  { name: 'report', code: () => report },
  { name: 'database', code: () => database },
  { name: 'gather', code: () => gather },
  { name: 'notebook', code: () => notebook },
  { name: 'planets', code: () => planets },
  { name: 'weather', code: () => weather },
  { name: 'clocks', code: () => clocks },
];
