/** Something that people can do in the page. The palette, the sheet of shortcuts and the keys all read one list of these. */
export interface Command {
  /** Stays the same over versions and languages: what was used recently is kept under it. */
  readonly id: string;
  readonly title: string;
  /** Under which heading the sheet of shortcuts has it; the palette shows it beside the title. */
  readonly group: string;
  /** As `Mod+Shift+Enter` (see keys.ts); tooltips show the first. */
  readonly keys?: readonly string[];
  /** The editor listens for these keys itself, and they mean nothing elsewhere. */
  readonly keysAreEditors?: true;
  /** With a dialog on the screen, its keys still work. */
  readonly worksInDialogs?: true;
  /** Whether there is anything to do now; without it, always. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

export function isAvailable({ when }: Command): boolean {
  return when?.() ?? true;
}
