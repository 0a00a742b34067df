import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';

export interface TabItem {
  id: string;
  label: string;
  count?: number;
  content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly TabItem[];
  selected: string;
  onSelect(id: string): void;
  /** At the end of the row of tabs: what holds for all of them. */
  aside?: ReactNode;
  /** Takes the height left and scrolls within. */
  fill?: boolean;
}

export function Tabs({ label, tabs, selected, onSelect, aside, fill = false }: TabsProps) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(String(key))}
      className={fill ? 'tabs-fill' : 'tabs'}
    >
      <div className={aside ? 'tab-row' : undefined}>
        <TabList aria-label={label} className="tab-list">
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className="tab">
              {tab.label}
              {tab.count !== undefined && <span className="count">{tab.count}</span>}
            </Tab>
          ))}
        </TabList>
        {aside && <div className="tab-aside">{aside}</div>}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tab-panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
