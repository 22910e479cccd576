// Fills a PDF as Firefox does: node fill_with_pdfjs.mjs <folder of pdfjs-dist> <PDF> <values.json> <output>
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

// Only drawing needs these, and nothing is drawn here.
globalThis.DOMMatrix ??= class {};
globalThis.ImageData ??= class {};
globalThis.Path2D ??= class {};
const [folder, source, values, target] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(`${folder}/legacy/build/pdf.mjs`));
const wanted = JSON.parse(await readFile(values, "utf8"));
const data = new Uint8Array(await readFile(source));
const pdf = await getDocument({ data, standardFontDataUrl: `${folder}/standard_fonts/` }).promise;

for (let number = 1; number <= pdf.numPages; number += 1) {
  const page = await pdf.getPage(number);
  for (const widget of await page.getAnnotations()) {
    const value = wanted[widget.fieldName];
    if (value === undefined) continue;
    if (widget.radioButton) {
      pdf.annotationStorage.setValue(widget.id, { value: `/${widget.buttonValue}` === value });
    } else {
      pdf.annotationStorage.setValue(widget.id, { value });
    }
  }
}
await writeFile(target, await pdf.saveDocument());
await pdf.destroy();
