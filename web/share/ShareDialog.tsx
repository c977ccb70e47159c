import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../ui/Dialog';
import { messageOf } from '../ui/message-of';
import { saveFile } from '../ui/save-file';
import { copyText } from './copy-text';
import { toFrame, toHtmlPage, toMarkdown } from './export-texts';
import { describeLength } from './link-length';
import { chooseFrom, suggestChoice } from './share-offer';
import { writeShareFragment } from './share-link';
import './share.css';
import { words } from '../words/share-dialog';
import type { ReactNode } from 'react';
import type { ShareTexts } from './export-texts';
import type { ShareChoice, ShareOffer } from './share-offer';

interface ShareDialogProps {
  offer: ShareOffer;
  /** With a slash at the end. */
  siteUrl: string;
  onClose: () => void;
}

type Made = { texts: ShareTexts } | { problem: string } | null;

/** A link that carries the program itself, and the program in the forms that other places take. */
export function ShareDialog({ offer, siteUrl, onClose }: ShareDialogProps) {
  const bodyRef = useRef<HTMLDivElement>(null);
  const [choice, setChoice] = useState(() => suggestChoice(offer));
  const made = useShareTexts(offer, choice, siteUrl);
  const [told, setTold] = useState('');

  async function copy(text: string, what: string): Promise<void> {
    const isCopied = bodyRef.current !== null && (await copyText(text, bodyRef.current));
    setTold(isCopied ? words().copied(what) : words().noCopy);
  }

  const texts = made !== null && 'texts' in made ? made.texts : null;
  const name = offer.files[0]?.path.replace(/^.*\//, '') ?? 'main.py';

  return (
    <Dialog className="share-dialog" labelledBy="share-title" onClose={onClose}>
      <div ref={bodyRef} className="share-body">
        <h2 id="share-title">{words().share}</h2>
        <p>{words().holdsItself}</p>
        <div className="field-row">
          <input
            className="field"
            readOnly
            aria-label={words().link}
            value={texts?.link ?? ''}
            onFocus={(event) => {
              event.target.select();
            }}
          />
          <button
            type="button"
            className="button button-run"
            aria-disabled={texts === null}
            onClick={() => {
              if (texts) void copy(texts.link, words().link);
            }}
          >
            {words().copyLink}
          </button>
        </div>
        <Outcome made={made} />
        <Wishes offer={offer} choice={choice} onChoose={setChoice} />
        <div className="share-forms">
          <FormButton
            texts={texts}
            label={words().copyMarkdown}
            use={(given) => void copy(toMarkdown(given), words().markdown)}
          />
          <FormButton
            texts={texts}
            label={words().copyEmbed}
            title={words().copyEmbedTitle}
            use={(given) => void copy(toFrame(given), words().embedCode)}
          />
          <FormButton
            texts={texts}
            label={words().download(name)}
            use={({ code }) => {
              saveFile(name, new Blob([code], { type: 'text/x-python' }));
            }}
          />
          <FormButton
            texts={texts}
            label={words().downloadPage}
            title={words().downloadPageTitle}
            use={(given) => {
              const page = toHtmlPage(given);
              saveFile(name.replace(/\.py$/, '.html'), new Blob([page], { type: 'text/html' }));
            }}
          />
        </div>
        <div className="share-end">
          <span role="status">{told}</span>
          <button type="button" className="button button-outline" onClick={onClose}>
            {words().close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function Outcome({ made }: { made: Made }) {
  if (made === null) return <p className="share-length">{words().makingLink}</p>;
  if ('problem' in made) {
    return (
      <p className="share-length share-warning" role="alert">
        {words().noLink(made.problem)}
      </p>
    );
  }
  const { text, isWarning } = describeLength(made.texts.link.length);
  return <p className={isWarning ? 'share-length share-warning' : 'share-length'}>{text}</p>;
}

interface WishesProps {
  offer: ShareOffer;
  choice: ShareChoice;
  onChoose: (choice: ShareChoice) => void;
}

/** What goes along with the program, and what the link asks of whoever opens it. */
function Wishes({ offer: { files, packages, hosts }, choice, onChoose }: WishesProps) {
  const others = files.slice(1);
  return (
    <>
      {others.length === 0 ? null : (
        <fieldset className="share-wishes">
          <legend>{words().filesBeside(files[0]?.path ?? 'main.py')}</legend>
          {others.map(({ path }) => (
            <Choice
              key={path}
              isChosen={choice.files.includes(path)}
              onChange={(isChosen) => {
                onChoose({ ...choice, files: toggled(choice.files, path, isChosen) });
              }}
            >
              <code>{path}</code>
            </Choice>
          ))}
        </fieldset>
      )}
      {packages.length === 0 && hosts.length === 0 ? null : (
        <fieldset className="share-wishes">
          <legend>{words().askFor}</legend>
          {packages.length === 0 ? null : (
            <Choice
              isChosen={choice.packages}
              onChange={(isChosen) => {
                onChoose({ ...choice, packages: isChosen });
              }}
            >
              {words().thesePackages(packages.length, <code>{packages.join(' ')}</code>)}
            </Choice>
          )}
          {hosts.map((host) => (
            <Choice
              key={host}
              isChosen={choice.hosts.includes(host)}
              onChange={(isChosen) => {
                onChoose({ ...choice, hosts: toggled(choice.hosts, host, isChosen) });
              }}
            >
              {words().networkTo(<code>{host}</code>)}
            </Choice>
          ))}
        </fieldset>
      )}
    </>
  );
}

function toggled(list: readonly string[], entry: string, isIn: boolean): readonly string[] {
  const others = list.filter((other) => other !== entry);
  return isIn ? [...others, entry] : others;
}

interface ChoiceProps {
  isChosen: boolean;
  onChange: (isChosen: boolean) => void;
  children: ReactNode;
}

function Choice({ isChosen, onChange, children }: ChoiceProps) {
  return (
    <label>
      <input
        type="checkbox"
        checked={isChosen}
        onChange={({ target }) => {
          onChange(target.checked);
        }}
      />
      <span>{children}</span>
    </label>
  );
}

interface FormButtonProps {
  texts: ShareTexts | null;
  label: string;
  title?: string;
  use: (texts: ShareTexts) => void;
}

function FormButton({ texts, label, title, use }: FormButtonProps) {
  return (
    <button
      type="button"
      className="button button-outline"
      title={title}
      aria-disabled={texts === null}
      onClick={() => {
        if (texts) use(texts);
      }}
    >
      {label}
    </button>
  );
}

function useShareTexts(offer: ShareOffer, choice: ShareChoice, siteUrl: string): Made {
  const [made, setMade] = useState<Made>(null);
  useEffect(() => {
    let isLatest = true;
    const [main] = offer.files;
    writeShareFragment(chooseFrom(offer, choice)).then(
      (fragment) => {
        if (!isLatest) return;
        const texts = {
          title: main?.path ?? 'main.py',
          code: main?.text ?? '',
          link: siteUrl + fragment,
          frameLink: `${siteUrl}embed.html${fragment}`,
        };
        setMade({ texts });
      },
      (error: unknown) => {
        if (isLatest) setMade({ problem: messageOf(error) });
      },
    );
    return () => {
      isLatest = false;
    };
  }, [offer, choice, siteUrl]);
  return made;
}
