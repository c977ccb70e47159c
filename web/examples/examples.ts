import clocks from './programs/clocks.py?raw';
import database from './programs/database.py?raw';
import flower from './programs/flower.py?raw';
import gather from './programs/gather.py?raw';
import hello from './programs/hello.py?raw';
import notebook from './programs/notebook.py?raw';
import pictures from './programs/pictures.py?raw';
import planets from './programs/planets.py?raw';
import progress from './programs/progress.py?raw';
import queens from './programs/queens.py?raw';
import report from './programs/report.py?raw';
import shapes from './programs/shapes.py?raw';
import weather from './programs/weather.py?raw';

export interface Example {
  title: string;
  /** One line on what it shows. */
  about: string;
  code: string;
}

export const EXAMPLES: readonly Example[] = [
  { title: 'Hello', about: 'Ask, answer, count letters', code: hello },
  { title: 'Shapes', about: 'Dataclasses and match', code: shapes },
  { title: 'Eight queens', about: 'Recursion with a generator', code: queens },
  { title: 'Flower', about: 'turtle: draw with a pen', code: flower },
  { title: 'Pictures', about: 'display: tables and SVG', code: pictures },
  { title: 'Progress bar', about: 'Colours and a line that changes', code: progress },
  { title: 'Rain report', about: 'CSV and statistics', code: report },
  { title: 'Bookshelf', about: 'SQL with sqlite3, in memory', code: database },
  { title: 'Kitchen', about: 'asyncio: three things at once', code: gather },
  { title: 'Notebook', about: 'kv: values that outlive a reload', code: notebook },
  { title: 'Planets', about: 'Files: sample data in, a report out', code: planets },
  { title: 'Weather', about: 'http: from the web, if you allow it', code: weather },
  { title: 'World clock', about: 'Time zones with zoneinfo', code: clocks },
];
