import readme from './data/README.md?raw';
import alice from './data/alice.txt?raw';
import countries from './data/countries.csv?raw';
import elements from './data/elements.csv?raw';
import planets from './data/planets.csv?raw';
import weather from './data/weather.csv?raw';

/**
 * Small datasets for lessons, as the files of `/data`; where they come from is in their README.
 * Together they are small enough to come with the page: a program that opens one never waits.
 */
export const SAMPLE_FILES: Readonly<Record<string, string>> = {
  'README.md': readme,
  'alice.txt': alice,
  'countries.csv': countries,
  'elements.csv': elements,
  'planets.csv': planets,
  'weather.csv': weather,
};
