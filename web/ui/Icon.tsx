/** Outlines on a 24 × 24 grid, drawn for this page. */
const PATHS = {
  examples:
    'M12 6.6C10 5 7 4.4 3.5 4.5v13.6c3.5-.1 6.5.5 8.5 2 2-1.5 5-2.1 8.5-2V4.5C17 4.4 14 5 12 6.6zM12 6.6v13.5',
  about: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5M12 7.6v.1',
  files: 'M4 6h6l2 2h8v10.5H4z',
  workspaces: 'M12 4 3.5 8.5 12 13l8.5-4.5zM3.5 12.5 12 17l8.5-4.5M3.5 16.5 12 21l8.5-4.5',
  packages: 'M12 3.5 20 8v8l-8 4.5L4 16V8zM4 8l8 4.5L20 8M12 12.5v8',
  variables:
    'M8.5 4.5C5 4.5 7.5 11 4 12c3.5 1 1 7.5 4.5 7.5M15.5 4.5c3.5 0 1 6.5 4.5 7.5-3.5 1-1 7.5-4.5 7.5M10 10l4 4M14 10l-4 4',
  network:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17',
  storage: 'M4.5 6c0 4 15 4 15 0s-15-4-15 0zM4.5 6v12c0 4 15 4 15 0V6M4.5 12c0 4 15 4 15 0',
  calls: 'M4 8h13M13.5 4.5 17 8l-3.5 3.5M20 16H7M10.5 12.5 7 16l3.5 3.5',
  more: 'M5.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M17.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0',
  chevron: 'M9 6l6 6-6 6',
  file: 'M6.5 4h7.5l3.5 3.5V20h-11zM14 4v3.5h3.5',
  add: 'M12 5v14M5 12h14',
  tune: 'M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5',
  tests: 'M9 4h6M10 4v5.5L5.5 18a1.4 1.4 0 0 0 1.3 2h10.4a1.4 1.4 0 0 0 1.3-2L14 9.5V4M8 14h8',
  upgrade: 'M12 19V5.5M6.5 11 12 5.5l5.5 5.5',
  share: 'M12 15V4M7.5 8 12 3.5 16.5 8M5 13v6.5h14V13',
  close: 'M6 6l12 12M18 6L6 18',
  settings:
    'M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  'leave-layout': 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5',
  'theme-system': 'M4 5h16v11H4zM9 20h6M12 16v4',
  'theme-light':
    'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1',
  'theme-dark': 'M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z',
  'side-by-side': 'M4 5h16v14H4zM12 5v14',
  stacked: 'M4 5h16v14H4zM4 12.5h16',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
