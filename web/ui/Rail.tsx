import { Icon } from './Icon';
import { useMedia } from './use-media';
import { useMenu } from './use-menu';
import { words } from '../words/page';
import type { Panel } from './SidePanel';

type Entry = Pick<Panel<never>, 'id' | 'title' | 'icon' | 'isPrimary'>;

interface RailProps {
  panels: readonly Entry[];
  openId: string | null;
  onOpenChange: (id: string | null) => void;
}

/** Too little room for all buttons at a size that fingers find: in a row below, or beside one another at the left. */
const TIGHT = '(max-width: 700px), (max-height: 560px)';

/** The narrow bar whose buttons open one panel at a time. */
export function Rail({ panels, openId, onOpenChange }: RailProps) {
  const isTight = useMedia(TIGHT);
  const toggle = (id: string): void => {
    onOpenChange(id === openId ? null : id);
  };
  return (
    <nav className="rail" aria-label={words().panels} data-tight={isTight ? '' : undefined}>
      {panels
        .filter(({ isPrimary }) => isPrimary === true || !isTight)
        .map(({ id, title, icon }) => (
          <button
            key={id}
            id={railButtonId(id)}
            type="button"
            className="button button-icon rail-button"
            title={title()}
            aria-expanded={id === openId}
            aria-controls={id === openId ? 'side-panel' : undefined}
            onClick={() => {
              toggle(id);
            }}
          >
            <Icon name={icon} />
            <span className="rail-label">{title()}</span>
          </button>
        ))}
      {isTight ? (
        <More
          panels={panels.filter(({ isPrimary }) => isPrimary !== true)}
          openId={openId}
          onToggle={toggle}
        />
      ) : null}
    </nav>
  );
}

interface MoreProps {
  panels: readonly Entry[];
  openId: string | null;
  onToggle: (id: string) => void;
}

/** The panels for which the rail has no room. */
function More({ panels, openId, onToggle }: MoreProps) {
  const { isOpen, root, buttonRef, toggle, choose } = useMenu<HTMLDivElement>();
  return (
    <div className="rail-more" {...root}>
      <button
        ref={buttonRef}
        id={MORE_ID}
        type="button"
        className="button button-icon rail-button"
        title={words().morePanels}
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'rail-more' : undefined}
        data-current={panels.some(({ id }) => id === openId) ? '' : undefined}
        onClick={toggle}
      >
        <Icon name="more" />
        <span className="rail-label">{words().more}</span>
      </button>
      {isOpen ? (
        <div id="rail-more" className="rail-more-list" role="group" aria-label={words().morePanels}>
          {panels.map(({ id, title, icon }) => (
            <button
              key={id}
              type="button"
              className="rail-more-entry"
              aria-expanded={id === openId}
              aria-controls={id === openId ? 'side-panel' : undefined}
              onClick={() => {
                choose(() => {
                  onToggle(id);
                });
              }}
            >
              <Icon name={icon} />
              {title()}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

const MORE_ID = 'rail-more-button';

function railButtonId(panelId: string): string {
  return `rail-${panelId}`;
}

/** What opened a panel, for giving the focus back when it closes; null where the rail is not on the screen. */
export function railButtonOf(panelId: string): HTMLElement | null {
  return document.getElementById(railButtonId(panelId)) ?? document.getElementById(MORE_ID);
}
