import base from '../../jest.preset.mjs';

export default { ...base, displayName: 'lifecycle', rootDir: import.meta.dirname };
