import { CloseButton } from './CloseButton';
import { useStore } from './use-store';
import { words } from '../words/page';
import type { NoticeBoard } from './notice-board';

/** The one message of the moment, with its way back if it has one. */
export function Notices({ board }: { board: NoticeBoard }) {
  const { notice, brief } = useStore(board.store);
  const text = brief ?? notice?.text;
  if (text === undefined) return null;
  const action = brief === null ? notice?.action : undefined;
  return (
    <div className="toast">
      <p>{text}</p>
      {action ? (
        <button type="button" className="button button-outline" onClick={action.act}>
          {action.label}
        </button>
      ) : null}
      <CloseButton
        label={words().dismiss}
        onClick={() => {
          board.dismiss();
        }}
      />
    </div>
  );
}
