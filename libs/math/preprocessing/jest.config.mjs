import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'preprocessing', rootDir: import.meta.dirname };
