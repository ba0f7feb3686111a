export { heldTensors } from '../engines/held-tensors.ts';
