// Reads AsyncAPI documents as their users do, and prints what the parser has to say against them.
import { readFile } from "node:fs/promises";
import { Parser } from "@asyncapi/parser";

const found = [];
for (const source of process.argv.slice(2)) {
  const { diagnostics } = await new Parser().parse(await readFile(source, "utf8"), { source });
  found.push(...diagnostics.map(({ code, message, path }) => ({ source, code, message, path })));
}
console.log(JSON.stringify(found));
