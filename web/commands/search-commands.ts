import { go } from 'fuzzysort';
import type { Command } from './command';

export interface FoundCommand {
  readonly command: Command;
  /** The title, in parts that the search has matched and parts between them. */
  readonly title: readonly (string | { readonly match: string })[];
  readonly isRecent: boolean;
}

/** Any match at all: the better ones come first. */
const THRESHOLD = 0;
/** As much as a good match is ahead of a mediocre one. */
const RECENT_BONUS = 0.15;

/** Without a search: what was used last, then all in their order. With one: the best match first. */
export function searchCommands(
  search: string,
  commands: readonly Command[],
  recentIds: readonly string[],
): readonly FoundCommand[] {
  const wanted = search.trim();
  if (wanted === '') {
    const recent = recentIds.flatMap((id) => commands.find((command) => command.id === id) ?? []);
    const others = commands.filter(({ id }) => !recentIds.includes(id));
    return [...recent, ...others].map((command) => ({
      command,
      title: [command.title],
      isRecent: recent.includes(command),
    }));
  }
  const isRecent = ({ id }: Command): boolean => recentIds.includes(id);
  return go(wanted, commands, {
    key: 'title',
    limit: 0,
    threshold: THRESHOLD,
    scoreFn: ({ score, obj }) => score + (score > 0 && isRecent(obj) ? RECENT_BONUS : 0),
  }).map((result) => ({
    command: result.obj,
    title: result.highlight((match) => ({ match })).filter((part) => part !== ''),
    isRecent: isRecent(result.obj),
  }));
}
