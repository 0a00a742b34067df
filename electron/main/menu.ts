// The menu as a table. An item either plays a role that Electron knows or sends the window a command.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../../shared/contract/shell.ts';
import { phases } from '../../shared/playbook/playbook.ts';

type Item = MenuItemConstructorOptions;
type Send = (command: MenuCommand) => void;

const separator: Item = { type: 'separator' };

function table(send: Send, isMac: boolean, isPackaged: boolean): Item[] {
  const item = (label: string, command: MenuCommand, accelerator?: string): Item => ({
    label,
    id: command,
    click: () => send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies Item] : []),
    {
      label: '&File',
      submenu: [
        item('New audit…', 'audit.new', 'CmdOrCtrl+N'),
        item('Open audit…', 'audit.open', 'CmdOrCtrl+O'),
        item('Open the sample engagement', 'sample.open'),
        separator,
        item('Import evidence…', 'source.import', 'CmdOrCtrl+I'),
        separator,
        item('Report', 'report.show'),
        item('Sign bundle…', 'bundle.sign'),
        item('Verify bundle…', 'bundle.verify'),
        separator,
        item('Close audit', 'audit.close'),
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
        item('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item('Find in view', 'view.find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Search or run a command', 'view.palette', 'CmdOrCtrl+K'),
        separator,
        item('Back', 'view.back', isMac ? 'Cmd+[' : 'Alt+Left'),
        item('Forward', 'view.forward', isMac ? 'Cmd+]' : 'Alt+Right'),
        separator,
        item('Rail', 'view.rail', 'CmdOrCtrl+B'),
        item('Inspector', 'view.inspector', 'CmdOrCtrl+Shift+B'),
        separator,
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'resetZoom' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [separator, { role: 'toggleDevTools' } satisfies Item]),
      ],
    },
    {
      label: '&Phase',
      submenu: phases.map(({ id, title }) =>
        item(`${id} ${title}`, `view.phase.${id}` as MenuCommand, `CmdOrCtrl+${id + 1}`),
      ),
    },
    ...(isMac ? [{ role: 'windowMenu' } satisfies Item] : []),
    { role: 'help', submenu: [item('Keyboard shortcuts', 'help.shortcuts')] },
  ];
}

export function setMenu(send: Send, isPackaged: boolean): void {
  const isMac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(table(send, isMac, isPackaged)));
}
