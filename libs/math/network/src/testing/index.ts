export { heldTensors } from '../engines/held-tensors.ts';
export { readModel } from './onnx-model.ts';
