// The menu as a table. An item either plays a role that Electron knows or sends the window a command, whose words and
// keys stand in the contract.
import type { MenuItemConstructorOptions } from 'electron';
import { menuKeys, menuWords, phaseCommand, type MenuCommand } from '../../shared/contract/menu.ts';
import { phases } from '../../shared/playbook/playbook.ts';

type Item = MenuItemConstructorOptions;
type Send = (command: MenuCommand) => void;

const separator: Item = { type: 'separator' };
const electronKeys: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** `Mod+Shift+Z` as Electron writes it; undefined for a key alone, which the menu would take from what is typed. */
function acceleratorOf(keys: string | undefined): string | undefined {
  if (keys === undefined || !keys.includes('+')) return undefined;
  return keys
    .split('+')
    .map((key) => electronKeys[key] ?? key)
    .join('+');
}

export function menuTemplate(send: Send, isMac: boolean, isPackaged: boolean): Item[] {
  const item = (command: MenuCommand): Item => {
    const { title, inMenu } = menuWords[command];
    const accelerator = acceleratorOf(menuKeys(command, isMac));
    return {
      // A single & would mark the letter behind it as a key of the menu.
      label: (inMenu ?? title).replaceAll('&', '&&'),
      id: command,
      click: () => send(command),
      ...(accelerator !== undefined && { accelerator }),
    };
  };
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    {
      label: '&File',
      submenu: [
        item('audit.new'),
        item('audit.open'),
        item('sample.open'),
        separator,
        item('source.import'),
        separator,
        item('report.show'),
        item('bundle.sign'),
        item('bundle.verify'),
        separator,
        item('audit.close'),
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('edit.undo'),
        item('edit.redo'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item('view.find'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('view.palette'),
        separator,
        item('view.back'),
        item('view.forward'),
        separator,
        item('view.rail'),
        item('view.inspector'),
        separator,
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [separator, { role: 'toggleDevTools' } satisfies Item]),
      ],
    },
    { label: '&Phase', submenu: phases.map((phase) => item(phaseCommand(phase))) },
    ...(isMac ? [{ role: 'windowMenu' } satisfies Item] : []),
    { role: 'help', submenu: [item('help.shortcuts')] },
  ];
}
