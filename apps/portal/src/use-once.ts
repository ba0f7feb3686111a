'use client';
import { useState } from 'react';

/** True from the first time on that the condition held: what was opened once may stay, with its closing movement. */
export function useOnce(condition: boolean): boolean {
  const [held, setHeld] = useState(condition);
  if (condition && !held) setHeld(true);
  return held || condition;
}
