/** Where reading stands in the file. */
export interface Place {
  /** 1-based line of the current row. */
  line: number;
  /** Decoded bytes before the buffer that is being read. */
  bufferOffset: number;
  /** Where in the buffer the current row begins. */
  rowStart: number;
}

/** Byte offset of the current row in the file. */
export const offsetOf = ({ bufferOffset, rowStart }: Place): number => bufferOffset + rowStart;
