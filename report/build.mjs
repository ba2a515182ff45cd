// Bundles the page's script and style into one C++ source: node build.mjs FOLDER OUTPUT, where FOLDER holds this folder's files and node_modules.
import {createHash} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {createRequire} from 'node:module';

const [folder, output] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(folder, 'package.json'))('esbuild');

async function bundle(entry, more = {}) {
  const result = await esbuild.build({
    entryPoints: [join(folder, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    ...more,
  });
  return result.outputFiles[0].text.replaceAll('\r', '').trimEnd();
}

// Within <script>, "</script" ends it and "<!--" changes how it is read; both stand in texts alone, where a backslash changes nothing.
const script = (await bundle('page.js', {format: 'iife', target: 'es2020'})).replace(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');
const style = await bundle('page.css', {loader: {'.css': 'css'}});

const hash = (text) => 'sha256-' + createHash('sha256').update(text, 'utf8').digest('base64');
// Octal escapes end after three digits, whatever follows. Compilers join the pieces.
const quoted = (text) => {
  const pieces = [];
  let piece = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    piece += byte === 0x22 || byte === 0x5c || byte === 0x3f || byte < 0x20 || byte > 0x7e
      ? '\\' + byte.toString(8).padStart(3, '0') : String.fromCharCode(byte);
    if (piece.length > 4000) {
      pieces.push(piece);
      piece = '';
    }
  }
  pieces.push(piece);
  return pieces.map((one) => `    "${one}"`).join('\n');
};

writeFileSync(output, `// Generated from report/.
#include "report/page.h"
namespace skeptic {
namespace {
const char kStyle[] =
${quoted(style)};
const char kScript[] =
${quoted(script)};
const PageParts kPage{{kStyle, sizeof(kStyle) - 1}, {kScript, sizeof(kScript) - 1}, "${hash(style)}", "${hash(script)}", {}};
}  // namespace
const PageParts& page_parts() { return kPage; }
}  // namespace skeptic
`);
console.log(`page: ${style.length} characters of style, ${script.length} of script`);
