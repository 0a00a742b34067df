// What a feature is: one folder beside this file, with its manifest in feature.tsx, listed in app/features.ts. The
// manifest says all that the frame knows of the feature; the frame names none by itself.
import type { ComponentType } from 'react';
import type { Command } from '../state/commands.ts';
import type { StepPanel } from '../state/stepPanels.ts';

export interface FeatureScreen {
  /** Such as `/traces/:id?`; a `?` marks the last part as optional. */
  pattern: string;
  /** Given the parameters of the address, decoded. */
  component: ComponentType<{ parameters: Record<string, string> }>;
  /** Shown without an open audit, and without the rail and the inspector. */
  standalone?: boolean;
  /** Where Escape leads from an address with a parameter: the list that the thing was opened from. */
  list?: string;
}

/** From the top of the rail down; `Top` stands there without its name. */
export const railGroups = ['Top', 'Method', 'Evidence', 'Output'] as const;

export interface RailItem {
  group: (typeof railGroups)[number];
  address: string;
  label: string;
  icon: ComponentType<{ 'aria-hidden'?: boolean }>;
  /** At the end of the line, such as `SourceCount`; nothing while it renders nothing. */
  End?: ComponentType;
}

export interface PaletteItem {
  /** Unique among all features, such as `trace 4bf9`. */
  id: string;
  /** What it is, in a word: `Trace`. */
  kind: string;
  title: string;
  detail?: string;
  keys?: string;
  run(): void;
}

export interface Feature {
  screens: readonly FeatureScreen[];
  rail?: readonly RailItem[];
  commands?: readonly Command[];
  /** The feature's named things. Called while the palette is open over an open audit; the same list until one changes. */
  usePaletteItems?(): readonly PaletteItem[];
  panels?: readonly StepPanel[];
}

/** Keeps the ids of the commands, by which the frame checks that every item of the application menu is answered. */
export const defineFeature = <const F extends Feature>(feature: F): F => feature;
