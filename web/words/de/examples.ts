import type { Words } from '../shape';

export const examples: Words['examples'] = {
  canGoBack: 'Wenn du ein Beispiel öffnest, bleibt dein eigenes Programm: Du kannst zurück.',
  backToMine: 'Zurück zu meinem Programm',
  putAside: 'Beiseitegelegt',
};
