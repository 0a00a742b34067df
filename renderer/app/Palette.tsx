import { Search } from 'lucide-react';
import { useDeferredValue, useId, useMemo, useState, type KeyboardEvent } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { useAudit } from '../state/audit.ts';
import type { PaletteItem } from '../features/feature.ts';
import { Shortcut } from '../ui/index.ts';
import { commandOf } from './commands.ts';
import { showOverlay, useFrame } from './frameState.ts';
import { commandItems, searchItems, useAuditItems } from './paletteItems.ts';

const search = commandOf('view.palette');
const shownAtOnce = 60;

const scrollIntoSight = (row: HTMLLIElement | null): void => row?.scrollIntoView({ block: 'nearest' });

function choose(item: PaletteItem | undefined): void {
  if (!item) return;
  showOverlay(null);
  item.run();
}

/** Reads the audit's names while the palette is open. */
const AuditPalette = () => (
  <PaletteBody items={useAuditItems()} placeholder="A command, a place, a series, a finding" />
);
const CommandPalette = () => (
  <PaletteBody items={useMemo(() => commandItems(), [])} placeholder="A command" />
);

interface PaletteBodyProps {
  items: readonly PaletteItem[];
  placeholder: string;
}

function PaletteBody({ items, placeholder }: PaletteBodyProps) {
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const deferred = useDeferredValue(text);
  const found = useMemo(() => searchItems(items, deferred, shownAtOnce), [items, deferred]);
  const listId = useId();
  const index = Math.min(marked, Math.max(0, found.length - 1));

  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + 8,
      PageUp: index - 8,
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setMarked(Math.max(0, Math.min(found.length - 1, to)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(found[index]);
    }
  };
  return (
    <div className="palette">
      <div className="palette-field">
        <Search aria-hidden />
        <input
          role="combobox"
          aria-label={search.title}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          {...(found.length > 0 && { 'aria-activedescendant': `${listId}-${index}` })}
          placeholder={placeholder}
          value={text}
          autoFocus
          onChange={(event) => {
            setText(event.target.value);
            setMarked(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id={listId} role="listbox" aria-label="Found" className="palette-list">
        {found.map((item, at) => (
          <li
            key={item.id}
            id={`${listId}-${at}`}
            ref={at === index ? scrollIntoSight : null}
            role="option"
            aria-selected={at === index}
            className={at === index ? 'palette-item marked' : 'palette-item'}
            onPointerMove={() => setMarked(at)}
            onClick={() => choose(item)}
          >
            <span className="palette-kind">{item.kind}</span>
            <span className="truncate">{item.title}</span>
            {item.detail && <span className="muted truncate">{item.detail}</span>}
            {item.keys && <Shortcut keys={item.keys} />}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-nothing muted">Nothing is called “{deferred}”.</p>}
    </div>
  );
}

export function Palette() {
  const open = useFrame(({ overlay }) => overlay === 'palette');
  const hasAudit = useAudit(({ info }) => info !== null);
  return (
    <ModalOverlay
      className="modal-veil top"
      isOpen={open}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) showOverlay(null);
      }}
    >
      <Modal className="modal wide">
        <AriaDialog className="dialog" aria-label={search.title}>
          {hasAudit ? <AuditPalette /> : <CommandPalette />}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
