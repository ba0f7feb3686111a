import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'model', rootDir: import.meta.dirname };
