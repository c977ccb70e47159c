import { inLanguage } from './in-language';

export const english = {
  commands: 'All commands',
  shortcuts: 'Keyboard shortcuts',
  textSize: 'Text in editor and output',
  smaller: 'Smaller text',
  bigger: 'Bigger text',
  backToNormal: 'Back to normal',
  normal: 'normal',
  language: 'Language',
  languageTitle:
    'Another language loads the page again: your code and files stay, variables are gone.',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  layout: 'Layout',
  layouts: {
    normal: 'Everything',
    minimal: 'Editor and output alone',
    focus: 'Editor alone, output when something runs',
  },
  output: 'Output',
  outputs: { row: 'Beside the editor', column: 'Below the editor' },
  panels: 'Panels',
  panelPlaces: { left: 'On the left', right: 'On the right', bottom: 'At the bottom' },
};

export const words = inLanguage('settings', english);
