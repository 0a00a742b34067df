import { Focusable } from 'react-aria-components';
import { railGroups, type Feature, type RailItem } from '../features/feature.ts';
import { hrefOf, usePlace } from '../state/router.ts';
import { Tooltip } from '../ui/index.ts';
import { features } from './features.ts';

function Item({ item, open }: { item: RailItem; open: boolean }) {
  const { address, label, icon: Icon, End } = item;
  const { path } = usePlace();
  const isHere = path === address || path.startsWith(`${address}/`);
  const link = (
    <a
      href={hrefOf(address)}
      className="rail-item"
      {...(isHere && { 'aria-current': 'page' as const })}
      {...(!open && { 'aria-label': label })}
    >
      <span className="rail-mark">
        <Icon aria-hidden />
      </span>
      {open && <span className="truncate">{label}</span>}
      {open && End && (
        <span className="rail-end">
          <End />
        </span>
      )}
    </a>
  );
  return (
    <li>
      {open ? (
        link
      ) : (
        <Tooltip text={label}>
          <Focusable>{link}</Focusable>
        </Tooltip>
      )}
    </li>
  );
}

const groups = railGroups.map((title) => ({
  title,
  items: features.flatMap(({ rail = [] }: Feature) => rail).filter(({ group }) => group === title),
}));

function Group({ title, items, open }: (typeof groups)[number] & { open: boolean }) {
  const list = (
    <ul>
      {items.map((item) => (
        <Item key={item.address} item={item} open={open} />
      ))}
    </ul>
  );
  if (title === 'Top') return list;
  return (
    <section aria-label={title}>
      {open ? <h2 className="rail-title">{title}</h2> : <hr className="rail-rule" />}
      {list}
    </section>
  );
}

/** The way through the audit: the method, the evidence, what comes out. */
export function Rail({ open }: { open: boolean }) {
  return (
    <nav className={open ? 'rail' : 'rail closed'} aria-label="Places">
      {groups.map((group) => (
        <Group key={group.title} {...group} open={open} />
      ))}
    </nav>
  );
}
