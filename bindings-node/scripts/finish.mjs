// The CommonJS build stands in a package of its own kind.
import { writeFileSync } from 'node:fs';

writeFileSync(new URL('../cjs/package.json', import.meta.url), '{ "type": "commonjs" }\n');
