// Loads the native module: a build of this folder, or the platform's package.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

function musl() {
  const report = process.report && process.report.getReport();
  return !(report && report.header && report.header.glibcVersionRuntime);
}

function platform() {
  const { platform: system, arch } = process;
  if (system === 'linux') return `linux-${arch}-${musl() ? 'musl' : 'gnu'}`;
  if (system === 'win32') return `win32-${arch}-msvc`;
  return `${system}-${arch}`;
}

function load() {
  const name = platform();
  const file = join(__dirname, `journey-core.${name}.node`);
  if (existsSync(file)) return require(file);
  const wanted = `journey-core-${name}`;
  try {
    return require(wanted);
  } catch (cause) {
    const error = new Error(
      `journey-core: the native module for ${name} is missing; install the package \`${wanted}\` (npm leaves it out with --omit=optional, and when node_modules was made on another platform)`,
      { cause },
    );
    error.code = 'native_missing';
    throw error;
  }
}

module.exports = load();
