import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { Shortcut } from './Shortcut.tsx';

export interface MenuAction {
  id: string;
  label: string;
  detail?: string;
  icon?: LucideIcon;
  shortcut?: string;
  disabled?: boolean;
  danger?: boolean;
  /** Marks the choice that holds, in a group of choices. */
  chosen?: boolean;
  run(): void;
}

export interface MenuGroup {
  title?: string;
  actions: readonly MenuAction[];
}

interface MenuProps {
  label: string;
  /** A button of the kit. */
  trigger: ReactElement;
  groups: readonly MenuGroup[];
}

export function Menu({ label, trigger, groups }: MenuProps) {
  const actions = groups.flatMap((group) => group.actions);
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" offset={4}>
        <AriaMenu
          aria-label={label}
          className="menu"
          disabledKeys={actions.filter((action) => action.disabled).map((action) => action.id)}
          onAction={(key) => actions.find((action) => action.id === key)?.run()}
        >
          {groups.map((group, index) => (
            <MenuSection key={group.title ?? index} aria-label={group.title ?? label}>
              {index > 0 && !group.title && <Header className="menu-separator" />}
              {group.title && <Header className="menu-heading">{group.title}</Header>}
              {group.actions.map(({ id, label: text, detail, icon: Icon, shortcut, danger, chosen }) => (
                <MenuItem
                  key={id}
                  id={id}
                  textValue={text}
                  className={danger ? 'menu-item danger' : 'menu-item'}
                >
                  {Icon && <Icon aria-hidden />}
                  <span>
                    {text}
                    {detail && <small>{detail}</small>}
                  </span>
                  {chosen && <Check className="chosen" aria-label="chosen" />}
                  {shortcut && <Shortcut keys={shortcut} />}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
