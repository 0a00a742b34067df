// The window's size and place, kept between runs, and never off every screen.
import { z } from 'zod';

export const smallest = { width: 1024, height: 680 } as const;

export const windowState = z.object({
  width: z.number().int().min(smallest.width),
  height: z.number().int().min(smallest.height),
  x: z.number().int().exactOptional(),
  y: z.number().int().exactOptional(),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;
export const firstWindowState: WindowState = { width: 1280, height: 800, maximised: false };

export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How much of the title bar must lie on a screen for the window to be within reach, in pixels. */
const reach = 64;

/** The state without its place when no screen shows that place any more. */
export function placeOnScreens(state: WindowState, screens: readonly Area[]): WindowState {
  const { x, y, ...size } = state;
  if (x === undefined || y === undefined) return size;
  const isWithinReach = screens.some(
    (screen) =>
      x + size.width >= screen.x + reach &&
      x <= screen.x + screen.width - reach &&
      y >= screen.y &&
      y <= screen.y + screen.height - reach,
  );
  return isWithinReach ? state : size;
}
