// Draws the icons in every form the packages ask for from assay.svg, with the Electron of this checkout as the
// renderer. Run by hand when the mark changes (`node build/icons/draw.ts`, needs a display); its output is committed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { findRuntime } from '../../test/e2e/support/runtime.ts';

const folder = import.meta.dirname;
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** Types of an Apple icon file, with the pixels each holds (as PNG). */
const appleTypes: readonly [type: string, size: number][] = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

async function draw(sizes: readonly number[]): Promise<Map<number, Buffer>> {
  const svg = readFileSync(join(folder, 'assay.svg')).toString('base64');
  const user = mkdtempSync(join(tmpdir(), 'assay-icons-'));
  const { executablePath, appArguments } = findRuntime();
  const app = await _electron.launch({ executablePath, args: [...appArguments, `--user-data-dir=${user}`] });
  const drawn = await app.evaluate(
    async ({ BrowserWindow, nativeImage }, [svg, sizes]) => {
      const window = new BrowserWindow({ show: false, webPreferences: { offscreen: true } });
      await window.loadURL('about:blank');
      const urls: string[] = await window.webContents.executeJavaScript(`(async () => {
        const image = new Image();
        image.src = 'data:image/svg+xml;base64,${svg}';
        await image.decode();
        return ${JSON.stringify(sizes)}.map((size) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
          canvas.getContext('2d').drawImage(image, 0, 0, size, size);
          return canvas.toDataURL('image/png');
        });
      })()`);
      return urls.map((url) => nativeImage.createFromDataURL(url).toPNG().toString('base64'));
    },
    [svg, [...sizes]] as const,
  );
  await app.close();
  rmSync(user, { recursive: true, force: true });
  return new Map(sizes.map((size, index) => [size, Buffer.from(drawn[index] ?? '', 'base64')]));
}

/** An ICO file of PNG images: a 6-byte header, 16 bytes an entry, then the images. */
function ico(images: readonly [size: number, png: Buffer][]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, [size, png]] of images.entries()) {
    const at = 6 + 16 * index;
    // 0 stands for 256.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(([, png]) => png)]);
}

/** An ICNS file: `icns` and the total length, then each image with its type and length, all big-endian. */
function icns(images: readonly [type: string, png: Buffer][]): Buffer {
  const blocks = images.map(([type, png]) => Buffer.concat([blockHeader(type, png.length), png]));
  const body = Buffer.concat(blocks);
  return Buffer.concat([blockHeader('icns', body.length), body]);
}

function blockHeader(type: string, bodyLength: number): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(bodyLength + 8, 4);
  return header;
}

const sizes = [...new Set([...linuxSizes, ...windowsSizes, ...appleTypes.map(([, size]) => size)])];
const images = await draw(sizes);
const image = (size: number): Buffer => images.get(size) ?? Buffer.alloc(0);
for (const size of linuxSizes) writeFileSync(join(folder, `${size}x${size}.png`), image(size));
writeFileSync(join(folder, 'icon.ico'), ico(windowsSizes.map((size) => [size, image(size)])));
writeFileSync(join(folder, 'icon.icns'), icns(appleTypes.map(([type, size]) => [type, image(size)])));
