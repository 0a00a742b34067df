import { useEffect } from 'react';
import { onEngineEvent } from '../state/bridge.ts';
import { isTyping } from '../state/find.ts';
import { isMac } from '../state/platform.ts';
import { currentPlace, navigate } from '../state/router.ts';
import { commandFor, isAvailable, runFromMenu } from './commands.ts';
import { listAbove } from './screens.ts';

/** Runs commands from their keys and from the application menu. */
export function useKeyboard(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape' && !isTyping(event.target)) {
        const list = listAbove(currentPlace().path);
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
      if (event.type === 'menu') runFromMenu(event.command);
    });
    return () => {
      window.removeEventListener('keydown', onKey);
      stop();
    };
  }, []);
}
