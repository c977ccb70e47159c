import { Icon } from './Icon';

interface CloseButtonProps {
  /** What goes away, for those who do not see where the button is. */
  label: string;
  /** What it says under the pointer; the same, where there is nothing shorter to say. */
  title?: string;
  className?: string;
  onClick: () => void;
}

/** The cross that closes, dismisses or removes what it stands in. */
export function CloseButton({ label, title = label, className = '', onClick }: CloseButtonProps) {
  return (
    <button
      type="button"
      className={`button button-icon ${className}`.trimEnd()}
      aria-label={label}
      title={title}
      onClick={onClick}
    >
      <Icon name="close" />
    </button>
  );
}
