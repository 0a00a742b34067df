// What a format of profiles yields.
import type { FrameKind } from '../../../../shared/contract/profiles.ts';

/** One function at one place in the code. Frames that differ in any field are kept apart. */
export interface ProfileFrame {
  name: string;
  /** Path, URL or module; empty where the format has none. */
  file: string;
  /** 1-based. */
  line: number | null;
  column: number | null;
  kind: FrameKind;
}

/** One profile (one thread or one file) as columns; indices point into the arrays beside them. */
export interface ProfileBatch {
  kind: 'profile';
  name: string;
  /** The first is the one shown when none is asked for. */
  weights: { name: string; unit: string }[];
  frames: ProfileFrame[];
  /** Stack tree: parent stack (-1 for a root, always below the stack's own index) and frame of each stack. */
  stackParent: Int32Array;
  stackFrame: Int32Array;
  /** Leaf stack of each sample. */
  sampleStack: Int32Array;
  /** One array of sample weights for each entry of `weights`. */
  sampleWeights: Float64Array[];
  /** Start of each sample from the profile's start, where the format records time order. */
  sampleTimesNs: Float64Array | null;
  /** Samples the profiler took; more than `sampleStack` holds where the format has summed them already. */
  sampleCount: number;
  /** Records of the file that were read: lines of folded stacks, or samples. */
  recordCount: number;
}
