export {
  drawPart,
  drawParts,
  partLabels,
  strengthOf,
  type PartLabel,
  type PartWish,
  type PlantPart,
  type PlantWish,
  type Region,
} from './draw-parts.ts';
export { defectKinds, type DefectKind } from './defects.ts';
