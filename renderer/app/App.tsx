import { usePlace } from '../state/router.ts';
import { screenAt } from './screens.tsx';

export function App() {
  const { path } = usePlace();
  const screen = screenAt(path);
  if (!screen) return null;
  const { component: Component, parameters } = screen;
  return <Component parameters={parameters} />;
}
