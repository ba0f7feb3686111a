export { heldTensors } from './held-tensors.ts';
