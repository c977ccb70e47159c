import type { LanguageParts } from './language';

/** From the site's own files. */
export const LANGUAGE_PARTS: LanguageParts = {
  server: () => import('./start-language-server'),
  ruff: () => import('./ruff/ruff-loader'),
  lint: () => import('./ruff/lint'),
};
