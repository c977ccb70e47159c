import { inLanguage } from './in-language';

export const english = {
  canGoBack: 'Opening an example keeps your own program: you can go back.',
  backToMine: 'Back to my program',
  putAside: 'Put aside',
};

export const words = inLanguage('examples', english);
