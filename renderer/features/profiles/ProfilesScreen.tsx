import { formatCount } from '../../../shared/domain/format.ts';
import { formatWeight } from '../../../shared/domain/profile.ts';
import { NoEvidence } from '../../evidence/index.ts';
import { navigate, useAnalysis, usePlace, useQuery } from '../../state/index.ts';
import { Computing, ErrorState, Inspector, PendingScreen, Screen, Select, Skeleton } from '../../ui/index.ts';
import { readAddress, writeAddress, type ProfileAddress } from './address.ts';
import './profiles.css';
import { Workbench } from './Workbench.tsx';

const question = 'Which code spends the time?';

export function ProfilesScreen({ parameters }: { parameters: Record<string, string> }) {
  const { data, error, reload } = useQuery('profile.list', {}, ['profile']);
  const { query } = usePlace();
  if (error || !data) {
    return (
      <PendingScreen question={question} title="Profiles" error={error} onRetry={reload}>
        <Skeleton lines={8} />
      </PendingScreen>
    );
  }
  const { profiles } = data;
  const [first] = profiles;
  if (!first) return <NoProfiles />;
  const profile = profiles.find(({ id }) => id === parameters['id']) ?? first;
  const address = readAddress(query);
  // Another profile has other functions and may lack the weight.
  const show = (id: string): void =>
    navigate(writeAddress(id, { ...address, functionId: null, weight: null }));
  return (
    <ProfileScreen
      key={profile.id}
      profileId={profile.id}
      address={address}
      profiles={profiles.map(({ id, name, total, unit, samples }) => ({
        id,
        label: name,
        detail: `${formatWeight(total, unit)}${unit === 'samples' ? '' : `, ${formatCount(samples)} samples`}`,
      }))}
      onProfile={show}
    />
  );
}

interface ProfileScreenProps {
  profileId: string;
  address: ProfileAddress;
  profiles: { id: string; label: string; detail: string }[];
  onProfile(id: string): void;
}

function ProfileScreen({ profileId, address, profiles, onProfile }: ProfileScreenProps) {
  const { weight, idle } = address;
  const input = { profileId, idle, ...(weight !== null && { weight }) };
  const { data, error, reload, progress } = useAnalysis('top-functions', input, ['profile'], {
    keepPrevious: true,
  });
  const change = (part: Partial<ProfileAddress>): void =>
    navigate(writeAddress(profileId, { ...address, ...part }), { replace: true });
  const ranked = data?.result.profiles[0];
  const choice = profiles.length > 1 && (
    <Select label="Profile" labelHidden options={profiles} value={profileId} onChange={onProfile} />
  );
  return (
    <Screen question={question} title={ranked?.name ?? 'Profile'} answer={data?.sentence} actions={choice}>
      {error && <ErrorState error={error} onRetry={reload} />}
      <Computing progress={progress} />
      {!error && !ranked && <Skeleton height={360} />}
      {!error && data && ranked && (
        <Workbench answer={data} ranked={ranked} address={address} onAddress={change} />
      )}
      <Inspector guidance={<Guidance />} />
    </Screen>
  );
}

function NoProfiles() {
  return (
    <Screen question={question} title="Profiles" answer="No profile has been imported yet." answerMissing>
      <NoEvidence
        kinds={['profile']}
        title="Ask the client for a profile under load"
        importWords="Import a profile"
      >
        <p>
          A sampling profile shows on which lines of code the processors spend their time. Take one for half a
          minute while the problem is there, and one before and one after each change.
        </p>
      </NoEvidence>
    </Screen>
  );
}

function Guidance() {
  return (
    <div className="stack">
      <p>
        A box is a function; its width is the share of the profile spent in it and all it calls. Boxes stand
        below their callers, the heaviest on the left: the order from left to right is not time.
      </p>
      <p>
        Look for wide boxes with little below them: they do the work themselves. Then invert the graph to see
        every path that leads to the heaviest of them.
      </p>
      <p className="muted">
        In a CPU profile a sample stands for the time until the next one. Recursion counts once in each total.
        Garbage collection is shown on top of the code that was running.
      </p>
    </div>
  );
}
