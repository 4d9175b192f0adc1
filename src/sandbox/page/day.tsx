// The calendar of the sandbox: which day of March 2017 it is, the way to the next one, and what can happen meanwhile.
import { useState } from 'react';
import { usePage } from './context.js';

export function Day() {
  const { state, act } = usePage();
  const [walking, setWalking] = useState(false);
  const { today, tomorrow, github } = state;
  const { next } = github;
  async function goOn(): Promise<void> {
    setWalking(true);
    await act('next-day', {});
    setWalking(false);
  }
  const [going, setGoing] = useState(false);
  async function goAtGitHub(): Promise<void> {
    setGoing(true);
    await act('go-on', {});
    setGoing(false);
  }
  const [landing, setLanding] = useState(false);
  async function land(): Promise<void> {
    setLanding(true);
    await act('land', {});
    setLanding(false);
  }
  return (
    <section className="calendar" aria-label="Calendar">
      <p>
        <strong>{today}</strong>
        <span>{tomorrow ? `Next report: ${tomorrow}` : 'The last report before the release'}</span>
      </p>
      <button type="button" disabled={walking || tomorrow === null} onClick={() => void goOn()}>
        {walking ? 'People are at work…' : 'Next day'}
      </button>
      <button type="button" className="aside" disabled={landing || walking} onClick={() => void land()}>
        {landing ? 'It is merged…' : 'A commit lands on release-1.6'}
      </button>
      {next ? (
        <button
          type="button"
          className="aside"
          disabled={going || walking}
          title="What happens next on GitHub around kubeadm#212"
          onClick={() => void goAtGitHub()}
        >
          {going ? 'It happens…' : next}
        </button>
      ) : null}
    </section>
  );
}
