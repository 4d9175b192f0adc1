// The local GitHub as people would see it there: what the incident is about and what Signalman wrote. Only to be read.
import { useEffect, useState } from 'react';
import type { WireItem, WireListed } from '../page-wire.js';
import { usePage } from './context.js';
import { showTime } from './dates.js';
import { Lines } from './icons.js';
import { fetchItem } from './server.js';

/** ms; nobody tells the page what changes there. */
const again = 1_500;

export function GitHub({ item, openSidebar }: { item: string; openSidebar: () => void }) {
  const { openGitHub } = usePage();
  return (
    <main className="conversation">
      <header className="head">
        <button type="button" className="icon-button menu" aria-label="Conversations" onClick={openSidebar}>
          <Lines />
        </button>
        <h1>GitHub</h1>
        <p>The one on this machine, to be read. “Act as” changes nothing here.</p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse */}
      <section className="github" aria-label={item || 'Issues and pull requests'} tabIndex={0}>
        {item === '' ? (
          <List />
        ) : (
          <>
            <button type="button" className="back" onClick={() => openGitHub('')}>
              All issues and pull requests
            </button>
            <Item key={item} name={item} />
          </>
        )}
      </section>
    </main>
  );
}

function List() {
  const { state, openGitHub } = usePage();
  const { items, next } = state.github;
  return (
    <>
      <ul className="items">
        {items.map((one) => (
          <li key={one.name}>
            <State of={one} />
            <button type="button" onClick={() => openGitHub(one.name)}>
              {one.title}
            </button>
            <span>{one.name}</span>
          </li>
        ))}
      </ul>
      <p className="hint">
        {next
          ? `Declare the incident with kubernetes/kubeadm#212 as its issue, and link the fix once it is opened. What happens here next is the last button on the left: “${next}”.`
          : 'The fix is released.'}
      </p>
    </>
  );
}

const State = ({ of: { kind, state } }: { of: WireListed }) => (
  <span className={`state ${state.split(':')[0]}`}>
    {state} {kind}
  </span>
);

function Item({ name }: { name: string }) {
  const { state } = usePage();
  const { zone } = state.me;
  const [item, setItem] = useState<WireItem | null>(null);
  useEffect(() => {
    let left = false;
    const load = () =>
      fetchItem(name).then(
        (found) => left || setItem(found),
        () => {},
      );
    void load();
    const timer = setInterval(load, again);
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [name]);
  if (!item) return <p role="status">Opening {name}…</p>;
  const facts = [
    item.labels.length > 0 ? `Labels: ${item.labels.join(', ')}` : '',
    item.assignees.length > 0 ? `Assigned to ${item.assignees.join(', ')}` : '',
    item.isLocked ? 'Locked' : '',
  ].filter((fact) => fact !== '');
  return (
    <>
      <h2>
        {item.title} <span>{item.name}</span>
      </h2>
      <p className="facts">
        <State of={item} /> {facts.join(' · ')}
      </p>
      <Written by={item.author} when={showTime(item.at, zone)} html={item.html} />
      {item.comments.map((one) => (
        <Written
          key={one.id}
          by={one.author}
          when={`${showTime(one.at, zone)}${one.isEdited ? ', edited' : ''}${one.isPinned ? ', pinned' : ''}`}
          html={one.html}
        />
      ))}
      {item.files.map(({ path, text }) => (
        <article key={path} className="written" aria-label={path}>
          <header>{path}</header>
          <pre>{text}</pre>
        </article>
      ))}
    </>
  );
}

function Written({ by, when, html }: { by: string; when: string; html: string }) {
  const text = { __html: html || '<p>Nothing is written here.</p>' };
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server makes it of Markdown and lets no HTML through
  const inner = <div className="markdown" dangerouslySetInnerHTML={text} />;
  return (
    <article className="written" aria-label={`${by}, ${when}`}>
      <header>
        <strong>{by}</strong> {when}
      </header>
      {inner}
    </article>
  );
}
