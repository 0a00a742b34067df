// The editor of each type of field. A new type is one entry here and its shape in shared/playbook.
import type { ComponentType } from 'react';
import type { FieldType } from '../../../../shared/playbook/field-types.ts';
import { CoverageEditor } from './Coverage.tsx';
import { ChecklistEditor, ListEditor, MultiChoiceEditor } from './lists.tsx';
import { ClaimsEditor, ReferenceEditor } from './pickers.tsx';
import { RecordsEditor } from './Records.tsx';
import {
  ChoiceEditor,
  LongTextEditor,
  PercentageEditor,
  PeriodEditor,
  QuantityEditor,
  TextEditor,
} from './simple.tsx';
import type { EditorProps } from './editor.ts';

type Editors = { [T in FieldType]: ComponentType<EditorProps<T>> };

const editorsByType: Editors = {
  text: TextEditor,
  'long-text': LongTextEditor,
  choice: ChoiceEditor,
  'multi-choice': MultiChoiceEditor,
  quantity: QuantityEditor,
  percentage: PercentageEditor,
  period: PeriodEditor,
  checklist: ChecklistEditor,
  coverage: CoverageEditor,
  list: ListEditor,
  records: RecordsEditor as ComponentType<EditorProps<'records'>>,
  symptoms: RecordsEditor as ComponentType<EditorProps<'symptoms'>>,
  criteria: RecordsEditor as ComponentType<EditorProps<'criteria'>>,
  hypotheses: RecordsEditor as ComponentType<EditorProps<'hypotheses'>>,
  changes: RecordsEditor as ComponentType<EditorProps<'changes'>>,
  reference: ReferenceEditor,
  claims: ClaimsEditor,
};

/** Each editor is only ever given fields of its own type, which the table above has checked. */
export const editors = editorsByType as unknown as Record<FieldType, ComponentType<EditorProps>>;
