import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'tensors', rootDir: import.meta.dirname };
