import { commandGroups, type Command } from '../state/commands.ts';
import { Dialog, Shortcut } from '../ui/index.ts';
import { commandOf, commands } from './commands.ts';
import { showOverlay, useFrame } from './frameState.ts';

/** Keys that belong to no command. */
const otherKeys: readonly [string, string][] = [
  ['Filter the list in view', '/'],
  ['Move in a table, tree, chart or flame graph', '↑ ↓ ← →'],
  ['First and last', 'Home End'],
  ['Open what is marked', 'Enter'],
  ['Back out one step', 'Esc'],
];

const withKeys = (group: string): Command[] =>
  commands.filter((command) => command.group === group && command.keys !== undefined);

export function ShortcutSheet() {
  const open = useFrame(({ overlay }) => overlay === 'shortcuts');
  return (
    <Dialog title={commandOf('help.shortcuts').title} open={open} onClose={() => showOverlay(null)} wide>
      <div className="shortcut-sheet">
        {commandGroups
          .filter((group) => withKeys(group).length > 0)
          .map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {withKeys(group).map(({ id, title, keys }) => (
                  <div key={id}>
                    <dt>{title}</dt>
                    <dd>
                      <Shortcut keys={keys as string} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        <section>
          <h3>In a view</h3>
          <dl>
            {otherKeys.map(([title, keys]) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <Shortcut keys={keys.replaceAll(' ', '+')} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
