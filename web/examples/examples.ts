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
import { spokenLanguage } from '../words/in-language';
import type { words } from '../words/examples';

type Name = keyof ReturnType<typeof words>['programs'];

export interface Example {
  /** What it is called and what it shows, in web/words/examples.ts. */
  name: Name;
  code: string;
}

/** The texts of all examples but the first, which a first visit shows at once. */
export type Programs = Readonly<Record<Exclude<Name, 'hello'>, string>>;

/** In the order of the panel. */
const english: Programs = {
  shapes,
  queens,
  flower,
  cells,
  exercise,
  tested,
  pictures,
  charts,
  progress,
  report,
  database,
  gather,
  notebook,
  planets,
  weather,
  clocks,
};

/** In the language that the page speaks; which one that is, is known before the panel loads. */
export async function loadExamples(): Promise<readonly Example[]> {
  const programs =
    spokenLanguage() === 'de' ? (await import('./german-programs')).programs : english;
  const names = Object.keys(english) as (keyof Programs)[];
  return [
    { name: 'hello', code: firstProgram().code },
    ...names.map((name) => ({ name, code: programs[name] })),
  ];
}
