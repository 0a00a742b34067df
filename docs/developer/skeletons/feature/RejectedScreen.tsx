import { useQuery } from '../../../../renderer/state/query.ts';
import { Button, ErrorState, Screen } from '../../../../renderer/ui/index.ts';
import { RejectedTable } from './RejectedTable.tsx';

/** Asks; what is shown is up to parts that take values. */
export function RejectedScreen() {
  const { data, error, reload } = useQuery('source.list', {}, ['sources']);
  return (
    <Screen question="What could the imports not use?" title="Rejected lines">
      {error && <ErrorState error={error} action={<Button onPress={reload}>Try again</Button>} />}
      {data && <RejectedTable sources={data.sources} />}
    </Screen>
  );
}
