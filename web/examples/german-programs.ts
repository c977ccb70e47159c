import cells from './programs/de/cells.py?raw';
import charts from './programs/de/charts.py?raw';
import clocks from './programs/de/clocks.py?raw';
import database from './programs/de/database.py?raw';
import exercise from './programs/de/exercise.py?raw';
import flower from './programs/de/flower.py?raw';
import gather from './programs/de/gather.py?raw';
import notebook from './programs/de/notebook.py?raw';
import pictures from './programs/de/pictures.py?raw';
import planets from './programs/de/planets.py?raw';
import progress from './programs/de/progress.py?raw';
import queens from './programs/de/queens.py?raw';
import report from './programs/de/report.py?raw';
import shapes from './programs/de/shapes.py?raw';
import tested from './programs/de/tested.py?raw';
import weather from './programs/de/weather.py?raw';
import type { Programs } from './examples';

export const programs: Programs = {
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
