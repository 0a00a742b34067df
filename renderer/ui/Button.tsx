import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Tooltip } from './Tooltip.tsx';

interface Look {
  /** `primary` once a screen at most: the thing to do next. */
  variant?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 'normal' | 'small';
}

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'>, Look {
  icon?: LucideIcon;
  children: ReactNode;
}

const classOf = (base: string, { variant = 'plain', size = 'normal' }: Look): string =>
  `${base} ${variant} ${size}`;

export function Button({ variant, size, icon: Icon, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={classOf('button', { ...(variant && { variant }), ...(size && { size }) })}
    >
      {Icon && <Icon aria-hidden />}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps
  extends Omit<AriaButtonProps, 'children' | 'className' | 'style' | 'aria-label'>, Look {
  icon: LucideIcon;
  /** Read aloud and shown as the tooltip. */
  label: string;
  shortcut?: string | undefined;
}

/** An icon that acts, always with a label. */
export function IconButton({
  variant = 'quiet',
  size = 'normal',
  icon: Icon,
  label,
  shortcut,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut && { shortcut })}>
      <AriaButton {...rest} aria-label={label} className={classOf('button icon-button', { variant, size })}>
        <Icon aria-hidden />
      </AriaButton>
    </Tooltip>
  );
}
