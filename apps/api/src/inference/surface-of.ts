import type { ModelVersionView } from '@millwright/contracts';
import type { Lifecycle } from '@millwright/lifecycle';
import { picturesSurface } from './pictures-surface.ts';
import type { Surface } from './surface.ts';

/** The surface of a model version; models of pictures are the only kind there is. */
export const surfaceOf = (lifecycle: Lifecycle, version: ModelVersionView): Surface =>
  picturesSurface(lifecycle, version);
