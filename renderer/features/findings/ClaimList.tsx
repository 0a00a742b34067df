import { formatCount } from '../../../shared/domain/format.ts';
import type { Claim } from '../../../shared/domain/claim.ts';
import { navigate } from '../../state/index.ts';
import { DataTable, StateMark, type DataColumn } from '../../ui/index.ts';
import { kinds, labelOf, severities, statuses } from './words.ts';

const rank = (claim: Claim): number => severities.findIndex(({ id }) => id === claim.severity);
const toneIn = <T extends { id: string }>(options: readonly T[], id: string): T | undefined =>
  options.find((option) => option.id === id);

const columns: readonly DataColumn<Claim>[] = [
  { id: 'title', header: 'Claim', value: (claim) => claim.title, minWidth: 200 },
  {
    id: 'severity',
    header: 'Severity',
    value: rank,
    cell: ({ severity }) => (
      <StateMark tone={toneIn(severities, severity)?.tone ?? 'plain'}>
        {labelOf(severities, severity)}
      </StateMark>
    ),
    width: 100,
  },
  { id: 'kind', header: 'Kind', value: (claim) => labelOf(kinds, claim.kind), width: 118 },
  {
    id: 'status',
    header: 'Status',
    value: (claim) => labelOf(statuses, claim.status),
    cell: ({ status }) => (
      <StateMark tone={toneIn(statuses, status)?.tone ?? 'plain'}>{labelOf(statuses, status)}</StateMark>
    ),
    width: 104,
  },
  {
    id: 'evidence',
    header: 'Evidence',
    value: (claim) => claim.evidenceIds.length,
    cell: (claim) => formatCount(claim.evidenceIds.length),
    numeric: true,
    width: 76,
  },
];

/** Every claim, the most severe first; Enter or a click opens it. */
export function ClaimList({ claims, openId }: { claims: readonly Claim[]; openId: string | undefined }) {
  return (
    <DataTable
      label="Claims"
      rows={claims}
      columns={columns}
      rowKey={({ id }) => String(id)}
      onOpen={({ id }) => navigate(`/findings/${id}`)}
      selectedKey={openId ?? null}
      initialSort={{ id: 'severity', descending: false }}
      filterLabel="Filter claims"
      twoLines
      maxRows={openId === undefined ? 16 : 6}
    />
  );
}
