// Reads an array of HTML pages and answers what @adobe/structured-data-validator has against each one's JSON-LD: its
// errors and warnings, and how many documents of which type there are.
// Run in tests/contract_tools, whose node_modules hold the library.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/package.json`);
const library = (name) => import(pathToFileURL(require.resolve(name)).href);
const { default: WebAutoExtractor } = await library("@marbec/web-auto-extractor");
const { default: Validator } = await library("@adobe/structured-data-validator");

async function judged(html) {
  const data = new WebAutoExtractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(html);
  const issues = await new Validator().validate(data);
  const told = (severity) => issues.filter((issue) => issue.severity === severity).map((issue) => issue.issueMessage);
  const types = Object.fromEntries(Object.entries(data.jsonld).map(([type, list]) => [type, list.length]));
  const errors = [...told("ERROR"), ...(data.errors ?? []).map(String)];
  return { errors, warnings: told("WARNING"), types };
}

const pages = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(pages.map(judged))));
