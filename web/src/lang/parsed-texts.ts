import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync } from "vite";

// For tests only: reads the page's sources as syntax trees, and finds what people
// read in them.

/** A text in both languages, and where it stands. */
export interface TextPair {
  where: string; // file and key
  en: string;
  es: string;
}

/** Words that stand in a source outside of texts(…). */
export interface BareWords {
  where: string; // file and line
  words: string;
}

interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

/** All sources below a folder that are no tests. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile() && /\.tsx?$/.test(f.name) && !/\.test\.tsx?$/.test(f.name))
    .map((f) => join(f.parentPath, f.name))
    .sort();
}

/** What a source says to people: texts in both languages, and words outside of them. */
export function readSource(file: string, root: string): { texts: TextPair[]; bare: BareWords[]; faults: string[] } {
  return parseTexts(readFileSync(file, "utf8"), relative(root, file));
}

/** The same of a source that is at hand as text. */
export function parseTexts(code: string, name: string): { texts: TextPair[]; bare: BareWords[]; faults: string[] } {
  const parsed = parseSync(name, code);
  const found = { texts: [] as TextPair[], bare: [] as BareWords[], faults: parsed.errors.map((e) => `${name}: ${e.message}`) };
  const line = (n: Node) => `${name}:${code.slice(0, n.start).split("\n").length}`;
  const named = new Map<string, Node>();
  walk(parsed.program as unknown as Node, (n) => {
    if (n.type === "VariableDeclarator" && isNode(n.init)) named.set(String((n.id as Node).name), n.init);
    if (isCallOf(n, "texts")) readTexts(n, named, line(n), found);
    for (const words of wordsOf(n)) if (/\p{L}{2}/u.test(words)) found.bare.push({ where: line(n), words: words.trim() });
  });
  return found;
}

function walk(n: Node, see: (n: Node) => void): void {
  see(n);
  for (const field of Object.values(n)) {
    for (const child of Array.isArray(field) ? field : [field]) if (isNode(child)) walk(child, see);
  }
}

function isNode(x: unknown): x is Node {
  return typeof x === "object" && x !== null && typeof (x as Node).type === "string";
}

function isCallOf(n: Node, name: string): boolean {
  const callee = n.callee as Node | undefined;
  return n.type === "CallExpression" && callee?.type === "Identifier" && callee.name === name;
}

function readTexts(call: Node, named: ReadonlyMap<string, Node>, where: string, found: { texts: TextPair[]; faults: string[] }): void {
  const [given] = call.arguments as Node[];
  const all = given?.type === "Identifier" ? named.get(String(given.name)) : given;
  const [en, es] = [entries(field(all, "en")), entries(field(all, "es"))];
  if (!en || !es) {
    found.faults.push(`${where}: texts(…) takes { en: {…}, es: {…} } with texts that are written out`);
    return;
  }
  for (const key of new Set([...en.keys(), ...es.keys()])) {
    const [a, b] = [en.get(key), es.get(key)];
    if (a === undefined || b === undefined) found.faults.push(`${where}: ${key} is not in both languages`);
    else found.texts.push({ where: `${where} ${key}`, en: a, es: b });
  }
}

function field(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== "ObjectExpression") return undefined;
  return (object.properties as Node[]).find((p) => p.type === "Property" && keyOf(p) === name)?.value as Node | undefined;
}

/** The texts of an object; undefined where one is not written out. */
function entries(object: Node | undefined): Map<string, string> | undefined {
  if (object?.type !== "ObjectExpression") return undefined;
  const out = new Map<string, string>();
  for (const p of object.properties as Node[]) {
    const text = p.type === "Property" ? literal(p.value as Node) : undefined;
    const key = keyOf(p);
    if (text === undefined || key === undefined) return undefined;
    out.set(key, text);
  }
  return out;
}

function keyOf(p: Node): string | undefined {
  const key = p.key as Node | undefined;
  if (key?.type === "Identifier") return String(key.name);
  return key && literal(key);
}

/** A text that is written out, in one piece or joined by +. */
function literal(n: Node): string | undefined {
  if (n.type === "Literal" && typeof n.value === "string") return n.value;
  const quasis = n.quasis as { value: { cooked: string } }[] | undefined;
  if (n.type === "TemplateLiteral" && quasis?.length === 1) return quasis[0]?.value.cooked;
  if (n.type === "BinaryExpression" && n.operator === "+") {
    const [a, b] = [literal(n.left as Node), literal(n.right as Node)];
    return a === undefined || b === undefined ? undefined : a + b;
  }
  return undefined;
}

const read = new Set(["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt", "label"]);

/** Words that a node puts before people by itself. */
function wordsOf(n: Node): string[] {
  switch (n.type) {
    case "JSXText":
      return [String(n.value)];
    case "JSXAttribute": {
      const name = (n.name as Node).name;
      return typeof name === "string" && read.has(name) ? written(n.value as Node | null) : [];
    }
    case "JSXElement":
    case "JSXFragment":
      return (n.children as Node[]).filter((c) => c.type === "JSXExpressionContainer").flatMap(written);
    case "CallExpression":
      return isCallOf(n, "announce") ? (n.arguments as Node[]).flatMap(written) : [];
    default:
      return [];
  }
}

/** Texts that are written in an expression, and may be what it comes to. */
function written(n: Node | null | undefined): string[] {
  switch (n?.type) {
    case "JSXExpressionContainer":
      return written(n.expression as Node);
    case "ConditionalExpression":
      return [...written(n.consequent as Node), ...written(n.alternate as Node)];
    case "LogicalExpression":
      return [...written(n.left as Node), ...written(n.right as Node)];
    case "BinaryExpression":
      return n.operator === "+" ? [...written(n.left as Node), ...written(n.right as Node)] : [];
    case "TemplateLiteral":
      return (n.quasis as { value: { cooked: string } }[]).map((q) => q.value.cooked);
    case "Literal":
      return typeof n.value === "string" ? [n.value] : [];
    default:
      return [];
  }
}
