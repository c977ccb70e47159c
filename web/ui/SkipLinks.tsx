interface SkipLinksProps {
  links: readonly { label: string; go: () => void }[];
}

/** The first thing that Tab comes to, seen only then: ways past everything in front of the work. */
export function SkipLinks({ links }: SkipLinksProps) {
  return (
    <div className="skip-links">
      {links.map(({ label, go }) => (
        <button key={label} type="button" className="button button-outline" onClick={go}>
          {label}
        </button>
      ))}
    </div>
  );
}
