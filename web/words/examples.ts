import { inLanguage } from './in-language';

export const english = {
  canGoBack: 'Opening an example keeps your own program: you can go back.',
  backToMine: 'Back to my program',
  putAside: 'Put aside',
  programs: {
    hello: { title: 'Hello', about: 'Ask, answer, count letters' },
    shapes: { title: 'Shapes', about: 'Dataclasses and match' },
    queens: { title: 'Eight queens', about: 'Recursion with a generator' },
    flower: { title: 'Flower', about: 'turtle: draw with a pen' },
    cells: { title: 'Cells', about: 'Run a program part by part' },
    exercise: { title: 'Exercise', about: 'Checks that say what is missing' },
    tested: { title: 'Leap years', about: 'unittest and doctest: one test fails' },
    pictures: { title: 'Pictures', about: 'display: tables and SVG' },
    charts: { title: 'Charts', about: 'pygal: a package that draws' },
    progress: { title: 'Progress bar', about: 'Colours and a line that changes' },
    report: { title: 'Rain report', about: 'CSV and statistics' },
    database: { title: 'Bookshelf', about: 'SQL with sqlite3, in memory' },
    gather: { title: 'Kitchen', about: 'asyncio: three things at once' },
    notebook: { title: 'Notebook', about: 'kv: values that outlive a reload' },
    planets: { title: 'Planets', about: 'Files: sample data in, a report out' },
    weather: { title: 'Weather', about: 'http: from the web, if you allow it' },
    clocks: { title: 'World clock', about: 'Time zones with zoneinfo' },
  },
};

export const words = inLanguage('examples', english);
