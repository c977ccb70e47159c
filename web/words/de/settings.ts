import type { Words } from '../shape';

export const settings: Words['settings'] = {
  commands: 'Alle Befehle',
  shortcuts: 'Tastenkürzel',
  textSize: 'Schrift in Editor und Ausgabe',
  smaller: 'Kleinere Schrift',
  bigger: 'Größere Schrift',
  backToNormal: 'Wieder normal',
  normal: 'normal',
  language: 'Sprache (Language)',
  languageTitle:
    'Für eine andere Sprache lädt die Seite neu: Code und Dateien bleiben, Variablen sind weg.',
  theme: 'Farben',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  layout: 'Aufteilung',
  layouts: {
    normal: 'Alles',
    minimal: 'Nur Editor und Ausgabe',
    focus: 'Nur der Editor, Ausgabe wenn etwas läuft',
  },
  output: 'Ausgabe',
  outputs: { row: 'Neben dem Editor', column: 'Unter dem Editor' },
  panels: 'Bereiche',
  panelPlaces: { left: 'Links', right: 'Rechts', bottom: 'Unten' },
};
