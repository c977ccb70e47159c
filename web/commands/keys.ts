/**
 * Keys as the list of commands writes them: `Mod+Shift+Enter`, `F1`, `?`. `Mod` is Ctrl, and ⌘ on Apple's keyboards;
 * `Ctrl` is Ctrl on both.
 */

import { words } from '../words/commands';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const MODIFIERS = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const;

const APPLE_SIGNS: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Mod: '⌘',
  Enter: '↵',
};

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** In the order in which Apple's menus have them. */
const APPLE_ORDER = ['Ctrl', 'Alt', 'Shift', 'Mod'];

export function isAppleDevice(platform: string): boolean {
  return /Mac|iPhone|iPad/.test(platform);
}

export function matchesKeys(keys: string, press: KeyPress, isApple: boolean): boolean {
  const { modifiers, key } = parse(keys);
  if (press.key.toLowerCase() !== key.toLowerCase()) return false;
  const wantsMod = modifiers.includes('Mod');
  const wantsCtrl = modifiers.includes('Ctrl') || (wantsMod && !isApple);
  return (
    press.ctrlKey === wantsCtrl
    && press.metaKey === (wantsMod && isApple)
    && press.altKey === modifiers.includes('Alt')
    // Where on a keyboard a sign is, and whether that takes Shift, differs.
    && (isSign(key) || press.shiftKey === modifiers.includes('Shift'))
  );
}

/** Keys that people also press to write; in a field they mean their letter. */
export function isWritten(keys: string): boolean {
  const { modifiers, key } = parse(keys);
  return key.length === 1 && modifiers.every((modifier) => modifier === 'Shift');
}

/** As tooltips and menus show them: `Ctrl+Shift+Enter`, `⇧⌘↵`. */
export function describeKeys(keys: string, isApple: boolean): string {
  const { modifiers, key: name } = parse(keys);
  const key = ARROWS[name] ?? name;
  if (!isApple) {
    const names: Readonly<Record<string, string>> = words().keys;
    return [...modifiers.map((one) => (one === 'Mod' ? 'Ctrl' : one)), key]
      .map((one) => names[one] ?? one)
      .join('+');
  }
  const signs = APPLE_ORDER.filter((one) => modifiers.includes(one));
  return [...signs, key].map((one) => APPLE_SIGNS[one] ?? one).join('');
}

function parse(keys: string): { modifiers: readonly string[]; key: string } {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  return { modifiers: MODIFIERS.filter((one) => parts.slice(0, -1).includes(one)), key };
}

function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase();
}
