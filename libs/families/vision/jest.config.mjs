import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'vision', rootDir: import.meta.dirname };
