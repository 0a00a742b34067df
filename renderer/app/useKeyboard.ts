import { useEffect } from 'react';
import { onEngineEvent } from '../state/bridge.ts';
import { isTyping } from '../state/find.ts';
import { currentPlace, navigate } from '../state/router.ts';
import { commandFor, isAvailable, runCommand } from './commands.ts';

/** Places of one thing, opened from the list that Escape leads back to. */
const detail = /^(\/(?:findings|sources|traces))\/[^/]+$/u;
const listAbove = (): string | undefined => detail.exec(currentPlace().path)?.[1];

const isMac = /Mac/.test(navigator.userAgent);

/** Runs commands from their keys and from the application menu. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape' && !isTyping(event.target)) {
        const list = listAbove();
        if (list !== undefined) navigate(list);
        return;
      }
      const command = commandFor(event, isMac);
      if (!command || !isAvailable(command)) return;
      if (command.keys === '?' && isTyping(event.target)) return;
      // The application menu has the same keys; taken here, they do not reach it too.
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKey);
    const stop = onEngineEvent((event) => {
      if (event.type === 'menu') runCommand(event.command);
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, []);
}
