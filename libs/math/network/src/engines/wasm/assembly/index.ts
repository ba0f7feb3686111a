// All that the host may call.
export * from './binary';
export * from './movement';
export * from './random';
export * from './reductions';
export * from './softmax';
export * from './unary';
export * from './heavy/index';
