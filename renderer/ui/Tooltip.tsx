import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { formatShortcut } from './Shortcut.tsx';

interface TooltipProps {
  text: string;
  shortcut?: string;
  /** One focusable element of the kit, such as a button. */
  children: ReactElement;
}

export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className="tooltip" offset={6}>
        {text}
        {shortcut && <kbd>{formatShortcut(shortcut).join(' ')}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
