import base from '../../../jest.preset.mjs';

export default { ...base, displayName: 'readers', rootDir: import.meta.dirname };
