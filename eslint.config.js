import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The rooms of the house and what each may not reach into. Every message says where to go instead.
 * `target` is the room, `from` what it must not import, `except` the doors that stay open.
 */
const capabilities = ['kv', 'fs', 'http', 'packages', 'call', 'time'];
const rooms = [
  'channel',
  'contract',
  'database',
  'host',
  'offline',
  'session',
  'wasi',
  'worker',
  ...capabilities,
];
const everyRoomBut = (/** @type {string[]} */ ...allowed) =>
  rooms.filter((room) => !allowed.includes(room)).map((room) => `./src/${room}`);

const zones = [
  {
    target: './src',
    from: './web',
    message: 'The runtime library knows no app. Take what you need as an option or a callback.',
  },
  {
    target: './web',
    from: './src',
    except: ['./index.ts', './contract/offline-wire.ts'],
    message:
      'The app uses the library as everybody does: import from src/index.ts. (What it says to the site’s service worker is in contract/offline-wire.ts.)',
  },
  {
    target: './src/contract',
    from: everyRoomBut('contract'),
    message: 'contract/ is what crosses boundaries; it imports nothing. Put the code in its room.',
  },
  {
    target: './src/session',
    from: everyRoomBut('session', 'contract', 'host', 'call', 'fs', 'kv', 'http', 'packages'),
    message:
      'session/ is the page side: it puts the capabilities together that work there, and speaks to the worker through contract/ and WorkerLink.',
  },
  {
    target: './src/worker',
    from: ['./src/session', './src/index.ts'],
    message: 'The worker never imports the page side; what both know belongs into contract/.',
  },
  {
    target: './src/wasi',
    from: everyRoomBut('wasi', 'contract'),
    message: 'wasi/ declares the interfaces it needs; the worker plugs the implementations in.',
  },
  {
    target: './src/database',
    from: everyRoomBut('database'),
    message: 'database/ knows IndexedDB, not what anybody keeps in it.',
  },
  {
    target: './src/channel',
    from: everyRoomBut('channel', 'contract', 'offline', 'wasi'),
    message: 'A channel knows how to block, not what is said over it.',
  },
  {
    target: './src/offline',
    from: everyRoomBut('offline', 'contract'),
    message: 'offline/ knows the site’s files, not what the page does with them.',
  },
  {
    target: './src/host',
    from: everyRoomBut('host', 'contract', ...capabilities),
    message: 'host/ never knows on which thread it is; it sees contract/ and the services.',
  },
  ...capabilities.map((capability) => ({
    target: `./src/${capability}`,
    from: everyRoomBut(
      capability,
      'contract',
      'database',
      'host',
      ...(capability === 'fs' ? ['wasi'] : []),
    ),
    message: 'A capability knows no other one. Take what you need as an argument.',
  })),
];

/** What of an element is read by people. */
const SHOWN_ATTRIBUTES =
  '/^(title|label|text|placeholder|alt|about|terms|fieldLabel|submitLabel|aria-(label|description|valuetext))$/';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-3.12/',
      'node_modules/',
      'test-results/',
      'playwright-report/',
      '.cache/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    // What needs types is oxlint's (.oxlintrc.json), in a tenth of the time.
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A filled-in Promise executor or optional hook may well be empty, with a comment inside.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // React is nowhere else, and its rules take a tenth of the time.
    files: ['web/**/*.tsx', 'web/**/use-*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    // Tests may say what they want, and words/ is the place.
    files: ['web/**/*.tsx'],
    ignores: ['web/words/**', 'web/**/*.test.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'JSXText[value=/[A-Za-z]{2}/]',
          ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]',
          ...[
            'Literal[value=/[A-Za-z]{2}/]',
            'JSXExpressionContainer > ConditionalExpression > Literal[value=/[A-Za-z]{2}/]',
            'JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/[A-Za-z]{2}/]',
          ].map((text) => `JSXAttribute[name.name=${SHOWN_ATTRIBUTES}] > ${text}`),
        ].map((selector) => ({
          selector,
          message: 'Texts for people belong into web/words/, in every language.',
        })),
      ],
    },
  },
  {
    // Tools demand a default export here.
    files: ['*.config.{ts,js}', 'e2e/**/*.config.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      // Browser code and Node scripts alike: names only, TypeScript checks what is annotated.
      globals: Object.fromEntries(
        [
          'Buffer',
          'console',
          'document',
          'fetch',
          'localStorage',
          'navigator',
          'onmessage',
          'performance',
          'postMessage',
          'process',
          'setTimeout',
          'clearTimeout',
          'TextDecoder',
          'TextEncoder',
          'URL',
          'WebAssembly',
          'window',
          'Worker',
          'location',
          'URLSearchParams',
          'requestAnimationFrame',
          'indexedDB',
        ].map((name) => [name, 'writable']),
      ),
    },
  },
);
