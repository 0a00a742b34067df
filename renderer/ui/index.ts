export { Button, IconButton, type ButtonProps, type IconButtonProps } from './Button.tsx';
export { Chart, type ChartOption, type EChartsType } from './Chart.tsx';
export { Computing } from './Computing.tsx';
export { Copyable } from './Copyable.tsx';
export { DataTable, type DataColumn } from './DataTable.tsx';
export { Dialog } from './Dialog.tsx';
export {
  Checkbox,
  ComboBox,
  FieldGroup,
  NumberField,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  type Option,
} from './fields.tsx';
export { FigureView } from './FigureView.tsx';
export { FilterField } from './FilterField.tsx';
export { LongName } from './LongName.tsx';
export { Menu, type MenuAction, type MenuGroup } from './Menu.tsx';
export { Picker, type PickerWords } from './Picker.tsx';
export { Inspector, PendingScreen, Screen, Section } from './Screen.tsx';
export { formatShortcut, Shortcut } from './Shortcut.tsx';
export {
  Badge,
  EmptyState,
  ErrorState,
  guardRailMarks,
  KeyFigure,
  Notice,
  phaseMarks,
  ProgressBar,
  Skeleton,
  StateMark,
  type CommandLine,
  type Tone,
} from './states.tsx';
export { Tabs, type TabItem } from './Tabs.tsx';
export { connectTheme, isDark, seriesColors, tokenColor, useThemeVersion } from './theme.ts';
export { Tooltip } from './Tooltip.tsx';
export { showTextVisibly } from './visible-text.ts';
